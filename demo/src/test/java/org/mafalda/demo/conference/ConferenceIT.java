package org.mafalda.demo.conference;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.demo.MediaBox;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.WorkerDiedEvent;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConferenceIT {
    private static final int EVENT_SECONDS = 10;
    private static final ConferenceOptions OPTIONS =
            ConferenceOptions.builder().port(0).build();

    private final List<ConferencePage> pages = new ArrayList<>();
    private MediaBox box;
    private Mediasoup mediasoup;
    private ConferenceServer server;
    private Chromium chromium;
    private BrowserContext desktop;
    private BrowserContext phone;

    @BeforeEach
    void open() {
        box = MediaBox.start();
        mediasoup = box.connect();
        server = ConferenceServer.start(mediasoup, OPTIONS);
        chromium = Chromium.start(Chromium.FAKE_DEVICES);
        desktop = chromium.context(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(ColorScheme.DARK));
        phone = chromium.context(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true)
                .setColorScheme(ColorScheme.LIGHT));
    }

    @AfterEach
    void close() {
        chromium.close();
        server.close();
        mediasoup.close();
        box.close();
        assertThat(pages).allSatisfy(page -> assertThat(page.errors()).isEmpty());
    }

    private ConferencePage page(BrowserContext context) {
        ConferencePage page = ConferencePage.open(context, server.uri(), "team");
        pages.add(page);
        return page;
    }

    @Test
    void threeTabsSeeAndHearEachOther() {
        ConferencePage ada = page(desktop);
        ada.waitsFor("() => !document.getElementById('join').disabled");
        ada.screenshot("desktop-lobby");
        ada.join("Ada Lovelace");
        ConferencePage grace = page(desktop).join("Grace Hopper");
        ConferencePage linus = page(phone).join("Linus");

        for (ConferencePage page : pages) {
            page.receives(4);
        }
        Map<String, Integer> totals = totals();
        assertThat(totals)
                .isEqualTo(Map.of("workers", 1, "routers", 1, "transports", 6, "producers", 6, "consumers", 12));
        for (ConferencePage page : pages) {
            page.panelShows(totals);
            assertThat(page.panelIds()).containsExactlyInAnyOrderElementsOf(ids());
        }

        ada.screenshot("desktop-call");
        linus.screenshot("phone-call");
        linus.press("Media box");
        linus.sees("#panel .worker");
        linus.screenshot("phone-panel");
        grace.press("Light or dark");
        grace.screenshot("desktop-call-light");
    }

    @Test
    void aDeadWorkerIsToldAndTheRoomIsJoinedAgainOnANewOne() throws Exception {
        ConferencePage ada = page(desktop).join("Ada");
        ConferencePage grace = page(phone).join("Grace");
        ada.receives(2);
        Worker worker = mediasoup.workers().values().iterator().next();
        CompletableFuture<WorkerDiedEvent> died = new CompletableFuture<>();
        worker.onDied(died::complete);

        new ProcessBuilder("kill", "-9", String.valueOf(worker.pid().getAsLong()))
                .start()
                .waitFor();

        died.get(EVENT_SECONDS, TimeUnit.SECONDS);
        ada.reads("The media worker died");
        grace.reads("The media worker died");
        ada.panelShows(Map.of("workers", 0, "routers", 0, "producers", 0, "consumers", 0));
        ada.screenshot("desktop-worker-died");
        grace.screenshot("phone-worker-died");

        ada.press("Join again");
        grace.press("Join again");
        ada.receives(2);
        grace.receives(2);
        assertThat(mediasoup.workers().keySet()).hasSize(1).doesNotContain(worker.id());
        ada.panelShows(totals());
    }

    @Test
    void aRestartedServerIsJoinedAgainByItself() {
        ConferencePage ada = page(desktop).join("Ada");
        ConferencePage grace = page(desktop).join("Grace");
        ada.receives(2);
        int port = server.uri().getPort();

        server.close();
        ada.reads("The conference server cannot be reached");
        ada.screenshot("desktop-server-gone");
        assertThat(mediasoup.workers()).isEmpty();
        server = ConferenceServer.start(
                mediasoup, ConferenceOptions.builder().port(port).build());

        ada.receives(2);
        grace.receives(2);
        ada.panelShows(totals());
    }

    @Test
    void muteAndCameraOffReachTheOthersAndTheBox() {
        ConferencePage ada = page(desktop).join("Ada");
        ConferencePage grace = page(desktop).join("Grace");
        grace.receives(2);

        ada.press("Microphone");
        grace.sees(".tile[data-name=Ada].muted .tile-mute");
        assertThat(producers()).filteredOn(Producer::paused).hasSize(1);
        ada.press("Microphone");
        grace.sees(".tile[data-name=Ada]:not(.muted)");
        assertThat(producers()).noneMatch(Producer::paused);
        grace.receives(2);

        ada.press("Camera");
        grace.sees(".tile[data-name=Ada]:not(.with-video)");
        assertThat(producers()).hasSize(3);
        ada.press("Camera");
        grace.sees(".tile[data-name=Ada].with-video");
        grace.receives(2);
    }

    @Test
    void aSharedScreenIsOneMoreTile() {
        ConferencePage ada = page(desktop).join("Ada");
        ConferencePage grace = page(desktop).join("Grace");
        ada.press("Screen");
        grace.sees(".tile.screen.with-video");
        grace.waitsFor("() => conference.received().some(it => it.source === 'screen' && it.framesDecoded > 0)");
        grace.screenshot("desktop-screen");
        ada.press("Screen");
        grace.waitsFor("() => !document.querySelector('.tile.screen')");
        grace.receives(2);
    }

    @Test
    void whoeverLeavesIsClosedOnTheBox() {
        ConferencePage ada = page(desktop).join("Ada");
        ConferencePage grace = page(desktop).join("Grace");
        ada.receives(2);

        grace.close();
        ada.waitsFor("() => document.querySelectorAll('.tile').length === 1");
        ada.panelShows(Map.of("routers", 1, "transports", 2, "producers", 2, "consumers", 0));
        ada.press("Leave");
        ada.panelShows(Map.of("routers", 0, "transports", 0, "producers", 0, "consumers", 0));
        ada.sees("#lobby");
    }

    @Test
    void missingDevicesAndDeniedPermissionsAreSaid() {
        try (Chromium without = Chromium.start(List.of("--use-fake-ui-for-media-stream"))) {
            ConferencePage ada = page(without.context(new Browser.NewContextOptions()));
            ada.join("Ada");
            ada.reads("No camera was found");
            ada.reads("No microphone was found");
        }
        try (Chromium denying =
                Chromium.start(List.of("--use-fake-device-for-media-stream", "--deny-permission-prompts"))) {
            ConferencePage grace = page(denying.context(
                    new Browser.NewContextOptions().setViewportSize(390, 844).setDeviceScaleFactor(2)));
            grace.join("Grace");
            grace.reads("Permission for the camera was denied");
            grace.reads("Permission for the microphone was denied");
            grace.screenshot("phone-denied");
        }
    }

    @Test
    void aTransportThatIsClosedOnTheBoxIsToldAndRecovers() {
        ConferencePage ada = page(desktop).join("Ada");
        ConferencePage grace = page(desktop).join("Grace");
        ada.receives(2);

        Router router = routers().get(0);
        router.transports().values().stream()
                .filter(it -> "Grace".equals(it.appData().get("peer")))
                .forEach(Transport::close);

        grace.reads("The media connection ended");
        grace.press("Join again");
        grace.receives(2);
        ada.receives(2);
        ada.panelShows(totals());
    }

    private List<Router> routers() {
        return mediasoup.workers().values().stream()
                .flatMap(worker -> worker.routers().values().stream())
                .toList();
    }

    /** Ids of all producers and consumers. */
    private List<String> ids() {
        return routers().stream()
                .flatMap(router ->
                        Stream.concat(router.producers().keySet().stream(), router.consumers().keySet().stream()))
                .toList();
    }

    private List<Producer> producers() {
        return routers().stream()
                .flatMap(router -> router.producers().values().stream())
                .toList();
    }

    /** What the media box has, in the words of the panel. */
    private Map<String, Integer> totals() {
        List<Router> routers = routers();
        return Map.of(
                "workers", mediasoup.workers().size(),
                "routers", routers.size(),
                "transports",
                        routers.stream().mapToInt(it -> it.transports().size()).sum(),
                "producers",
                        routers.stream().mapToInt(it -> it.producers().size()).sum(),
                "consumers",
                        routers.stream().mapToInt(it -> it.consumers().size()).sum());
    }
}

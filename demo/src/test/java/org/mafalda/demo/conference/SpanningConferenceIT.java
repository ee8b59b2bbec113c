package org.mafalda.demo.conference;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.Topology;
import org.mafalda.server.config.Stack;

/** A room that spans workers, in real tabs, and what is seen of it when one of these workers is killed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpanningConferenceIT {
    private static final int SECONDS = 10;
    /** A worker is full with the transports of one or two tabs. */
    private static final String CONFIG = """
            stack:
              mafalda:
                max-workers: 3
                watermark: 0.01
                over:
                  local: { budget: unlimited }
            """;

    @TempDir
    private Path directory;

    private final List<ConferencePage> pages = new ArrayList<>();
    private Stack stack;
    private ConferenceServer server;
    private Chromium chromium;
    private BrowserContext context;

    @BeforeEach
    void open() throws Exception {
        Path config = Files.writeString(directory.resolve("spanning.yaml"), CONFIG);
        stack = Stack.load(config).get(SECONDS, TimeUnit.SECONDS);
        server = ConferenceServer.start(
                stack.mediasoup(), ConferenceOptions.builder().port(0).build());
        chromium = Chromium.start(Chromium.FAKE_DEVICES);
        context = chromium.context(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(ColorScheme.DARK));
    }

    @AfterEach
    void close() {
        chromium.close();
        server.close();
        stack.close();
        assertThat(pages).allSatisfy(page -> assertThat(page.errors()).isEmpty());
    }

    private ConferencePage page() {
        ConferencePage page = ConferencePage.open(context, server.uri(), "large");
        pages.add(page);
        return page;
    }

    private MafaldaRouter router() {
        return stack.mediasoup().workers().values().stream()
                .flatMap(worker -> worker.routers().values().stream())
                .map(MafaldaRouter.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The worker that has the transport of that tab for that direction. */
    private Topology.InnerRouter place(String peer, String direction) throws Exception {
        MafaldaRouter router = router();
        Topology topology = router.topology().get(SECONDS, TimeUnit.SECONDS);
        return topology.innerRouters().stream()
                .filter(part -> part.transportIds().stream()
                        .map(router.transports()::get)
                        .filter(Objects::nonNull)
                        .anyMatch(transport -> Map.of("peer", peer, "direction", direction).entrySet().stream()
                                .allMatch(entry -> entry.getValue()
                                        .equals(transport.appData().get(entry.getKey())))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nowhere: " + peer + " " + direction + ", " + topology));
    }

    private static void kill(Topology.InnerRouter place) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", String.valueOf(place.pid())).start().waitFor();
    }

    @Test
    void thePictureReturnsWhenAWorkerOfTheRoomIsKilled() throws Exception {
        ConferencePage ada = page().join("Ada");
        ConferencePage grace = page().watch("Grace");
        ConferencePage linus = page().watch("Linus");
        grace.receives(2);
        linus.receives(2);
        String origin = place("Ada", "send").workerId();
        assertThat(place("Grace", "recv").workerId()).isNotEqualTo(origin);
        assertThat(place("Linus", "recv").workerId()).isNotEqualTo(origin);
        for (ConferencePage page : List.of(grace, linus)) {
            page.waitsFor("() => document.querySelectorAll('.part').length === 3"
                    + " && [...document.querySelectorAll('.pipe')].some(it => Number(it.dataset.bitrate) > 0)");
        }
        grace.screenshot("spanning");

        killedUnder("Grace", "recv", "watcher", List.of(grace));
        grace.screenshot("spanning-watcher-back");
        killedUnder("Ada", "send", "publisher", List.of(grace, linus));
        ada.screenshot("spanning-publisher-back");
    }

    private void killedUnder(String peer, String direction, String whose, List<ConferencePage> watchers)
            throws Exception {
        Topology.InnerRouter place = place(peer, direction);
        watchers.forEach(page -> page.watchThePictureOf("Ada"));

        kill(place);

        for (ConferencePage page : watchers) {
            System.out.printf("worker of a %s killed: the picture is back after %d ms%n", whose, page.pictureReturns());
            page.receives(2);
            page.waitsFor("() => ![...document.querySelectorAll('.part')].some(it => it.dataset.pid === '" + place.pid()
                    + "')");
        }
        assertThat(place(peer, direction).workerId()).isNotEqualTo(place.workerId());
    }
}

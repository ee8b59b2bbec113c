package org.mafalda.acceptance.boxes;

import static org.mafalda.acceptance.Futures.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.BrowserVideo;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.horizontal.HorizontalMediasoup;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.horizontal.Instance;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.Placement;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;

/**
 * A stream published on one media box is watched through two others, while one of these is cut off, comes back, is
 * killed, and is started again. {@code ./mafalda boxes} makes the network and runs it; exit code 0 if all held.
 */
public final class ThreeBoxes implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long SUSPECT_MILLIS = 3_000;
    /** At 20 pictures in a second: with a picture missing here and there on a busy machine. */
    private static final double LONGEST_GAP_MILLIS = 500;

    private static final int A_FEW = 10;
    private static final int FIVE_SECONDS = 100;
    private static final int TEN_SECONDS = 200;

    private final Path directory = Files.createTempDirectory("boxes");
    private final List<String> failures = new ArrayList<>();
    private final List<BoxProcess> boxes = new ArrayList<>();
    private final List<Mediasoup> remotes = new ArrayList<>();
    private final HorizontalMediasoup cluster =
            HorizontalMediasoup.create(HorizontalOptions.builder().build());
    private final Chromium chromium = Chromium.start();

    private ThreeBoxes(String network) throws IOException {
        for (int number = 1; number <= 3; number++) {
            boxes.add(new BoxProcess(directory, network, number));
        }
        for (BoxProcess box : boxes) {
            box.awaitUp();
            Mediasoup remote = await(RemoteMediasoup.connect(box.uri()));
            remotes.add(remote);
            tell("box is part of the cluster", await(cluster.add(remote)).boxId());
        }
    }

    /**
     * Runs it.
     *
     * @param args the prefix of the names of the namespaces
     */
    public static void main(String[] args) throws Exception {
        List<String> failures;
        try (ThreeBoxes run = new ThreeBoxes(args[0])) {
            run.show();
            failures = run.failures;
        }
        System.out.println(failures.isEmpty() ? "Everything held." : "FAILED");
        failures.forEach(failure -> System.out.println("  " + failure));
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static void tell(String what, Object value) {
        System.out.printf(Locale.ROOT, "  %-58s %s%n", what, value);
    }

    private void expect(String what, double millis, double most) {
        boolean holds = millis <= most;
        tell(what, String.format(Locale.ROOT, "%.0f ms (at most %.0f)%s", millis, most, holds ? "" : "   FAILED"));
        if (!holds) {
            failures.add(what);
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private Router routerOn(BoxProcess box) {
        Worker worker = await(cluster.createWorker(
                WorkerSettings.builder().placement(Placement.onBox(box.id())).build()));
        return await(worker.createRouter(
                RouterOptions.builder().mediaCodecs(RouterCodecs.OPUS_VP8_H264).build()));
    }

    private void show() throws Exception {
        BoxProcess second = boxes.get(1);
        Router origin = routerOn(boxes.get(0));
        try (BrowserEndpoint publisher = BrowserEndpoint.open(chromium, origin)) {
            Producer published = publisher.sendVideo(
                    publisher.sendOver(await(origin.createWebRtcTransport(Viewer.options(boxes.get(0))))),
                    BrowserVideo.vp8());
            try (Viewer other = new Viewer(chromium, origin, published, routerOn(boxes.get(2)), boxes.get(2))) {
                Router router = routerOn(second);
                try (Viewer viewer = new Viewer(chromium, origin, published, router, second)) {
                    other.watch(A_FEW);
                    viewer.watch(A_FEW);
                    tell("published on box1, plays through", "box2, box3");
                    cutOffAndBack(second, viewer, other);
                    kill(second, workerOf(router), other);
                }
                bringBack(second, origin, published, other);
            }
        }
    }

    private Worker workerOf(Router router) {
        return cluster.workers().values().stream()
                .filter(worker -> worker.routers().containsKey(router.id()))
                .findFirst()
                .orElseThrow();
    }

    /** When the box is next in that state, in {@link System#nanoTime}. */
    private CompletableFuture<Long> next(BoxProcess box, Availability availability) {
        Instance instance = Objects.requireNonNull(cluster.instances().get(box.id()));
        CompletableFuture<Long> time = new CompletableFuture<>();
        var unused = instance.onAvailabilityChange(event -> {
            if (event.availability() == availability) {
                time.complete(System.nanoTime());
            }
        });
        return time.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private void cutOffAndBack(BoxProcess box, Viewer viewer, Viewer other) throws Exception {
        System.out.println("box2 is cut off for five seconds");
        CompletableFuture<Long> suspect = next(box, Availability.SUSPECT);
        CompletableFuture<Long> available = next(box, Availability.AVAILABLE);
        long cut = System.nanoTime();
        box.connected(false);
        expect("longest time without a picture through box3", other.watch(FIVE_SECONDS), LONGEST_GAP_MILLIS);
        expect("until it was suspect", (suspect.join() - cut) / 1e6, SUSPECT_MILLIS);
        long back = System.nanoTime();
        box.connected(true);
        viewer.watch(A_FEW);
        tell("until it played again, by the same consumer", Math.round(millisSince(back)) + " ms");
        tell("until it was available", Math.round((available.join() - back) / 1e6) + " ms");
    }

    private void kill(BoxProcess box, Worker worker, Viewer other) throws Exception {
        System.out.println("box2 is killed");
        CompletableFuture<Long> suspect = next(box, Availability.SUSPECT);
        CompletableFuture<WorkerDeath> died = new CompletableFuture<>();
        var unused = worker.onDied(event -> died.complete(event.death()));
        CompletableFuture<Long> lost = next(box, Availability.LOST);
        long killed = System.nanoTime();
        box.kill();
        expect("longest time without a picture through box3", other.watch(TEN_SECONDS), LONGEST_GAP_MILLIS);
        expect("until it was suspect", (suspect.join() - killed) / 1e6, SUSPECT_MILLIS);
        tell("until it was lost", Math.round((lost.join() - killed) / 1e6) + " ms");
        tell("its worker died of", await(died).cause());
    }

    private void bringBack(BoxProcess box, Router origin, Producer published, Viewer other) throws Exception {
        System.out.println("box2 is started again");
        CompletableFuture<Long> available = next(box, Availability.AVAILABLE);
        long start = System.nanoTime();
        box.restart();
        box.awaitUp();
        tell("until it was available", Math.round((available.join() - start) / 1e6) + " ms");
        long again = System.nanoTime();
        try (Viewer viewer = new Viewer(chromium, origin, published, routerOn(box), box)) {
            viewer.watch(1);
            tell("until a new viewer saw the first picture", Math.round(millisSince(again)) + " ms");
            expect("longest time without a picture through box3", other.watch(A_FEW), LONGEST_GAP_MILLIS);
        }
        tell("pipes between boxes, all in all", cluster.pipesBetweenInstances());
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        cluster.close();
        remotes.forEach(Mediasoup::close);
        boxes.forEach(BoxProcess::close);
        for (BoxProcess box : boxes) {
            Files.deleteIfExists(directory.resolve(box.id() + ".yaml"));
        }
        Files.deleteIfExists(directory);
    }
}

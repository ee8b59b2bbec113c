package org.mafalda.mediasoup.horizontal;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.rope.runtime.Lane;

/** Simulated boxes as one, on a virtual clock; each step is over when the method returns. */
final class Boxes implements AutoCloseable {
    final VirtualTiming timing = new VirtualTiming();
    final HorizontalMediasoup mediasoup;

    Boxes(HorizontalOptions.Builder options, SimulatedBox... boxes) {
        mediasoup = HorizontalMediasoup.create(options.build(), timing);
        for (SimulatedBox box : boxes) {
            await(mediasoup.add(box));
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    static Throwable failure(CompletableFuture<?> future) {
        return await(future.handle((result, failure) -> {
            if (failure == null) {
                throw new AssertionError("Did not fail: " + result);
            }
            return failure;
        }));
    }

    /** Waits until all that was given to the lane is done. */
    static void settle(Lane lane) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.execute(() -> done.complete(null));
        await(done);
    }

    /** Waits until what happened to the box has come to the whole, and what comes of that to the box. */
    void settle(SimulatedBox box) {
        for (int i = 0; i < 3; i++) {
            settle(box.lane());
            settle(mediasoup.lane());
        }
    }

    Instance instance(String boxId) {
        return Objects.requireNonNull(mediasoup.instances().get(boxId));
    }

    Worker worker() {
        return await(mediasoup.createWorker(WorkerSettings.DEFAULT));
    }

    Worker worker(Map<String, Object> appData) {
        return await(mediasoup.createWorker(
                WorkerSettings.builder().appData(Map.copyOf(appData)).build()));
    }

    Decision decision(Worker worker) {
        return await(mediasoup.explain(worker.id()));
    }

    void report(SimulatedBox box, HostLoad load) {
        box.report(load);
        settle(box.lane());
        settle(mediasoup.lane());
    }

    static HostLoad load(Instant time, double cpu) {
        return new HostLoad(time, cpu, 0, 0, 1, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        mediasoup.close();
    }
}

package org.mafalda.chaos;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a server every now and then, until it is closed. Thread-safe. */
final class Sampler implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sampler");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long mostKeptBytes;

    Sampler(ServerProcess server) {
        var unused = timer.scheduleWithFixedDelay(
                () -> mostKeptBytes = Math.max(mostKeptBytes, server.keptBytes()),
                0,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** The most bytes that the server was seen to keep for its clients. */
    long mostKeptBytes() {
        return mostKeptBytes;
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

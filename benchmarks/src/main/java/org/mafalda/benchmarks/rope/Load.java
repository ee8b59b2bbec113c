package org.mafalda.benchmarks.rope;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls for a time, with so many in flight: each loop makes its next call when its last is answered, on the thread that
 * brought the answer. Only clients that block get a thread for each loop.
 */
final class Load {
    private static final int MOST_SAMPLES = 1_000_000;

    private final ClientSide client;
    private final long end;
    private final AtomicInteger running;
    private final AtomicLong calls = new AtomicLong();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    /** Nanoseconds of each call; null if more than one is in flight. */
    private final long[] samples;

    private Load(ClientSide client, int inFlight, long end) {
        this.client = client;
        this.end = end;
        this.running = new AtomicInteger(inFlight);
        this.samples = new long[inFlight == 1 ? MOST_SAMPLES : 0];
    }

    /** Returns how many calls were answered, the nanoseconds for all of them, and p50 and p99 of a lone one. */
    static long[] run(ClientSide client, int inFlight, long nanos) {
        long start = System.nanoTime();
        Load load = new Load(client, inFlight, start + nanos);
        for (int i = 0; i < inFlight; i++) {
            if (client.isBlocking() && inFlight > 1) {
                Thread thread = new Thread(load::next, "load");
                thread.setDaemon(true);
                thread.start();
            } else {
                load.next();
            }
        }
        load.done.join();
        long elapsed = System.nanoTime() - start;
        int count = (int) Math.min(load.calls.get(), load.samples.length);
        Arrays.sort(load.samples, 0, count);
        return new long[] {
            load.calls.get(), elapsed, load.sample(count, 0.5), load.sample(count, 0.99),
        };
    }

    private long sample(int count, double part) {
        return count == 0 ? 0 : samples[(int) (count * part)];
    }

    private void next() {
        long start = System.nanoTime();
        while (start < end) {
            CompletableFuture<String> future = client.call(ServerSide.TEXT);
            if (!future.isDone()) {
                long began = start;
                var unused = future.whenComplete((answer, failure) -> {
                    if (failure == null) {
                        answered(answer, began);
                        next();
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
                return;
            }
            answered(future.join(), start);
            start = System.nanoTime();
        }
        if (running.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    private void answered(String answer, long began) {
        if (answer.length() != ServerSide.TEXT.length()) {
            done.completeExceptionally(new IllegalStateException("Wrong answer [text:" + answer + "]"));
        }
        long number = calls.getAndIncrement();
        if (number < samples.length) {
            samples[(int) number] = System.nanoTime() - began;
        }
    }
}

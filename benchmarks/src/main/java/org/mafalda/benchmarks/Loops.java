package org.mafalda.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asynchronous loops: each makes its next call when its last has completed, as a loop around {@code await} does in
 * JavaScript. So no thread waits, on neither side.
 */
final class Loops {
    private final Supplier<? extends CompletableFuture<?>> call;
    private final AtomicInteger left;
    private final AtomicInteger running;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Loops(int count, int loops, Supplier<? extends CompletableFuture<?>> call) {
        this.call = call;
        this.left = new AtomicInteger(count);
        this.running = new AtomicInteger(loops);
    }

    /** Makes so many calls in so many loops, and waits for all of them. */
    static void run(int count, int loops, Supplier<? extends CompletableFuture<?>> call) {
        Loops started = new Loops(count, loops, call);
        for (int i = 0; i < loops; i++) {
            started.next();
        }
        started.done.join();
    }

    /** Calls a second. */
    static double rate(int count, int loops, Supplier<? extends CompletableFuture<?>> call) {
        long start = System.nanoTime();
        run(count, loops, call);
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** The median time of a call of one loop. */
    static double medianNanos(int count, Supplier<? extends CompletableFuture<?>> call) {
        long[] nanos = new long[count];
        AtomicInteger next = new AtomicInteger();
        run(count, 1, () -> {
            long start = System.nanoTime();
            return call.get().thenRun(() -> nanos[next.getAndIncrement()] = System.nanoTime() - start);
        });
        Arrays.sort(nanos);
        return nanos[count / 2];
    }

    private void next() {
        while (left.getAndDecrement() > 0) {
            CompletableFuture<?> future = call.get();
            if (!future.isDone()) {
                var unused = future.whenComplete((result, failure) -> {
                    if (failure == null) {
                        next();
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
                return;
            }
            future.join();
        }
        if (running.decrementAndGet() == 0) {
            done.complete(null);
        }
    }
}

package org.mafalda.rope.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LaneTest {
    private final Lane lane = new Lane("test");

    @Test
    void tasksOfOneThreadRunInTheirOrder() throws Exception {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            lane.execute(() -> ran.add(number));
        }
        awaitLane();
        assertThat(ran).hasSize(10_000).isSorted();
    }

    @Test
    void tasksOfManyThreadsNeverOverlap() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        int[] ran = {0};
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    lane.execute(() -> {
                        if (inside.incrementAndGet() != 1) {
                            overlaps.incrementAndGet();
                        }
                        ran[0]++;
                        inside.decrementAndGet();
                    });
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        awaitLane();
        assertThat(ran[0]).isEqualTo(40_000);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void taskThatThrowsDoesNotStopTheNext() throws Exception {
        lane.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        awaitLane();
    }

    @Test
    void laneKnowsItsOwnThread() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        lane.execute(() -> inside.complete(lane.isCurrent() && Lane.current() == lane));
        assertThat(inside.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lane.isCurrent()).isFalse();
    }

    @Test
    void blockedLaneDoesNotStopAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Lane blocked = new Lane("blocked");
        CompletableFuture<Boolean> released = new CompletableFuture<>();
        blocked.execute(() -> {
            try {
                released.complete(release.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                released.completeExceptionally(e);
            }
        });
        awaitLane();
        release.countDown();
        assertThat(released.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitLane() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.execute(() -> done.complete(null));
        done.get(10, TimeUnit.SECONDS);
    }
}

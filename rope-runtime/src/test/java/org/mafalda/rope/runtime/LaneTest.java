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
    void idleLaneRunsItsTurnOnTheThreadThatBringsABatch() {
        List<Thread> threads = new ArrayList<>();
        Runnable task = () -> threads.add(lane.isCurrent() ? Thread.currentThread() : null);
        assertThat(lane.executeHere(List.of(task, task), LaneTest::noRelief)).isTrue();
        assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
        assertThat(lane.isCurrent()).isFalse();
    }

    @Test
    void busyLaneTakesABatchAlongInOrder() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Integer> ran = new ArrayList<>();
        lane.execute(() -> await(release));
        lane.execute(() -> ran.add(1));
        assertThat(lane.executeHere(List.of(() -> ran.add(2), () -> ran.add(3)), LaneTest::noRelief))
                .isTrue();
        lane.execute(() -> ran.add(4));
        release.countDown();
        awaitLane();
        assertThat(ran).containsExactly(1, 2, 3, 4);
    }

    @Test
    void longBatchIsHandedOn() throws Exception {
        List<Integer> ran = new ArrayList<>();
        List<Runnable> batch = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int number = i;
            batch.add(() -> ran.add(number));
        }
        assertThat(lane.executeHere(batch, LaneTest::noRelief)).isTrue();
        awaitLane();
        assertThat(ran).hasSize(5_000).isSorted();
    }

    @Test
    void lentThreadIsReplacedWhenATaskBlocks() {
        CountDownLatch relieved = new CountDownLatch(1);
        assertThat(lane.executeHere(List.of(() -> await(relieved)), relieved::countDown))
                .isFalse();
    }

    @Test
    void lentThreadComesBackUninterrupted() {
        Runnable task = () -> Thread.currentThread().interrupt();
        assertThat(lane.executeHere(List.of(task), LaneTest::noRelief)).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void noRelief() {
        throw new AssertionError("Relieved without need");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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

    @Test
    void aLaneOverThreadsOfItsOwnAsksForOneForEachTask() {
        List<Runnable> turns = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Lane lane = new Lane("simulated", turns::add);

        lane.execute(() -> done.add("first " + lane.isCurrent()));
        lane.execute(() -> done.add("second"));

        assertThat(turns).hasSize(1);
        turns.remove(0).run();
        assertThat(done).containsExactly("first true");
        turns.remove(0).run();
        assertThat(done).containsExactly("first true", "second");
        assertThat(turns).isEmpty();
    }
}

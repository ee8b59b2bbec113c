package org.mafalda.mediasoup.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.PipeToRouterResult;

/** What happens to a pipe, and to one that is being made, at every moment at which it can happen. */
class PipeLifeTest {
    /** Does something after each possible number of steps of an attempt, and hands over what came of it. */
    private static void atEachMoment(Consumer<TwoRouters> deed, Outcome outcome) {
        boolean everythingSeen = false;
        for (int moment = 0; !everythingSeen; moment++) {
            TwoRouters two = new TwoRouters();
            CompletableFuture<PipeToRouterResult> pipe = two.pipe();
            everythingSeen = two.run(moment) < moment;
            boolean stood = pipe.isDone();
            deed.accept(two);
            two.runAll();
            assertThat(pipe).as("attempt disturbed after %s steps", moment).isDone();
            outcome.check(two, pipe, stood);
        }
    }

    private interface Outcome {
        /** {@code stood} says whether the pipe had been made already. */
        void check(TwoRouters two, CompletableFuture<PipeToRouterResult> pipe, boolean stood);
    }

    @Test
    void anOriginThatClosesTakesThePipeAlong() {
        atEachMoment(two -> two.origin.close(), (two, pipe, stood) -> {
            assertThat(two.b.producers).isEmpty();
            two.assertConsistent();
            assertThat(pipe.isCompletedExceptionally()).isEqualTo(!stood);
            if (!stood) {
                two.assertNothingLeft();
            }
        });
    }

    @Test
    void anOriginThatIsPausedAndThenClosesFailsTheAttempt() {
        for (int pausedAt = 0; pausedAt < 15; pausedAt++) {
            for (int closedAfter = 0; closedAfter < 15; closedAfter++) {
                TwoRouters two = new TwoRouters();
                CompletableFuture<PipeToRouterResult> pipe = two.pipe();
                two.run(pausedAt);
                two.origin.pause();
                two.run(closedAfter);
                boolean stood = pipe.isDone();
                two.origin.close();
                while (two.workerB.busy()) {
                    two.workerB.step();
                }
                two.runAll();

                assertThat(pipe.isCompletedExceptionally())
                        .as("paused after %s steps, closed after %s more", pausedAt, closedAfter)
                        .isEqualTo(!stood);
                two.assertConsistent();
            }
        }
    }

    @Test
    void aRouterThatClosesTakesEverythingAlong() {
        Outcome gone = (two, pipe, stood) -> {
            assertThat(pipe.isCompletedExceptionally()).isEqualTo(!stood);
            two.assertNothingLeft();
        };
        atEachMoment(two -> two.a.close(), gone);
        atEachMoment(two -> two.b.close(), gone);
        atEachMoment(
                two -> {
                    two.b.close();
                    two.a.close();
                },
                gone);
    }

    @Test
    void aTransportThatClosesTakesTheOtherAlong() {
        atEachMoment(
                two -> List.copyOf(two.a.transports.values()).forEach(ScriptedRouter.Transport::close),
                (two, pipe, stood) -> {
                    two.assertConsistent();
                    assertThat(two.a.transports.isEmpty()).isEqualTo(two.piping.size() == 0);
                });
        atEachMoment(
                two -> List.copyOf(two.b.transports.values()).forEach(ScriptedRouter.Transport::close),
                (two, pipe, stood) -> two.assertConsistent());
    }

    /** The two routers tell of their closes independently of each other. */
    @Test
    void anAttemptOnTransportsThatCloseFailsWhenBothHaveToldIt() {
        int failed = 0;
        for (int moment = 0; moment < 10; moment++) {
            TwoRouters two = new TwoRouters();
            two.a.produce("before");
            CompletableFuture<PipeToRouterResult> before = two.pipe(two.a, "before", two.b);
            two.runAll();
            assertThat(before).isCompleted();
            List<Integer> untold = new ArrayList<>();
            var unused = two.pipe().whenComplete((result, failure) -> {
                if (failure != null) {
                    untold.add(two.workerA.untoldCloses + two.workerB.untoldCloses);
                }
            });
            two.run(moment);
            TwoRouters.only(two.a).close();
            two.runAll();

            assertThat(untold).as("closed after %s steps", moment).allMatch(closes -> closes == 0);
            failed += untold.size();
        }
        assertThat(failed).isPositive();
    }

    @Test
    void theFarEndIsPausedAsItsOriginIs() {
        atEachMoment(
                two -> two.origin.pause(),
                (two, pipe, stood) -> assertThat(two.far().paused()).isTrue());
        atEachMoment(
                two -> {
                    two.origin.pause();
                    two.origin.resume();
                    two.origin.pause();
                    two.run(2);
                    two.origin.resume();
                },
                (two, pipe, stood) -> assertThat(two.far().paused()).isFalse());
    }

    @Test
    void anOriginThatIsMadeAnewIsPipedAnew() {
        List<CompletableFuture<PipeToRouterResult>> again = new ArrayList<>();
        atEachMoment(
                two -> {
                    two.origin.close();
                    two.origin = two.a.produce("p");
                    again.add(two.pipe());
                },
                (two, pipe, stood) -> {
                    assertThat(again.get(again.size() - 1)).isCompleted();
                    assertThat(two.far().closed()).isFalse();
                    two.assertConsistent();
                });
        assertThat(again).allMatch(pipe -> !pipe.isCompletedExceptionally());
    }

    @Test
    void aPipeIsMadeAnewAfterEachOfItsPartsWasClosed() {
        List<Consumer<TwoRouters>> ends = List.of(
                two -> two.far().close(),
                two -> TwoRouters.only(two.a)
                        .consumers
                        .values()
                        .iterator()
                        .next()
                        .close(),
                two -> TwoRouters.only(two.a).close(),
                two -> TwoRouters.only(two.b).close());
        for (Consumer<TwoRouters> end : ends) {
            TwoRouters two = new TwoRouters();
            CompletableFuture<PipeToRouterResult> first = two.pipe();
            two.runAll();
            end.accept(two);
            CompletableFuture<PipeToRouterResult> again = two.pipe();
            two.runAll();

            assertThat(TwoRouters.producer(again)).isNotSameAs(TwoRouters.producer(first));
            assertThat(TwoRouters.producer(again).closed()).isFalse();
            two.assertConsistent();
            two.a.close();
            two.runAll();
            two.assertNothingLeft();
        }
    }

    @Test
    void theFarEndTakesTheNearEndAlong() {
        TwoRouters two = new TwoRouters();
        CompletableFuture<PipeToRouterResult> pipe = two.pipe();
        two.runAll();

        two.far().close();
        two.runAll();

        assertThat(TwoRouters.consumer(pipe).closed()).isTrue();
        two.assertConsistent();
    }

    @Test
    void nothingIsOutOfStepHoweverThingsInterleave() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            TwoRouters two = new TwoRouters();
            List<CompletableFuture<PipeToRouterResult>> pipes = new ArrayList<>();
            for (int deed = 0; deed < 12; deed++) {
                disturb(two, pipes, random);
                for (int steps = random.nextInt(4); steps > 0; steps--) {
                    two.stepAtRandom(random);
                }
            }
            while (two.workerA.busy() || two.workerB.busy()) {
                two.stepAtRandom(random);
            }

            assertThat(pipes).as("seed %s", seed).allMatch(CompletableFuture::isDone);
            two.assertConsistent();
            if (pipes.stream().allMatch(CompletableFuture::isCompletedExceptionally)) {
                two.assertNothingLeft();
            }
            two.a.close();
            two.runAll();
            two.assertNothingLeft();
        }
    }

    private static void disturb(TwoRouters two, List<CompletableFuture<PipeToRouterResult>> pipes, Random random) {
        switch (random.nextInt(9)) {
            case 0, 1 -> pipes.add(two.pipe());
            case 2 -> two.origin.pause();
            case 3 -> two.origin.resume();
            case 4 -> {
                two.origin.close();
                two.origin = two.a.produce("p");
            }
            case 5 -> two.workerA.refuseOnce(random.nextBoolean() ? "consume" : "createPipeTransport");
            case 6 -> two.workerB.refuseOnce(random.nextBoolean() ? "produce" : "connect");
            case 7 -> two.a.transports.values().stream().findAny().ifPresent(ScriptedRouter.Transport::close);
            default -> {
                if (two.b.producers.containsKey("p")) {
                    two.far().close();
                }
            }
        }
    }
}

package org.mafalda.mediasoup.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** What is shared, what is made anew, and what is refused. */
class PipingTest {
    private final TwoRouters two = new TwoRouters();

    private static Throwable failure(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        return call.handle((result, failure) ->
                        failure instanceof CompletionException wrapped ? wrapped.getCause() : failure)
                .join();
    }

    private static PipeToRouterOptions.Builder options(ScriptedRouter target) {
        return PipeToRouterOptions.ofProducer("p", target.object);
    }

    @Test
    void aPipeHasTwoEndsOnTransportsThatAreConnectedToEachOther() {
        CompletableFuture<PipeToRouterResult> pipe = two.pipe();
        two.runAll();

        assertThat(TwoRouters.only(two.a).remotePort).isEqualTo(TwoRouters.only(two.b).port);
        assertThat(TwoRouters.only(two.b).remotePort).isEqualTo(TwoRouters.only(two.a).port);
        Producer far = TwoRouters.producer(pipe);
        assertThat(far).isSameAs(two.far());
        assertThat(far.id()).isEqualTo("p");
        assertThat(far.appData()).isEqualTo(Map.of("of", "p"));
        assertThat(TwoRouters.only(two.a).consumers)
                .containsOnlyKeys(TwoRouters.consumer(pipe).id());
    }

    @Test
    void concurrentDuplicatesShareOnePipe() {
        CompletableFuture<PipeToRouterResult> first = two.pipe();
        CompletableFuture<PipeToRouterResult> second = two.pipe();
        two.run(3);
        CompletableFuture<PipeToRouterResult> third = two.pipe();
        two.runAll();

        assertThat(second.join()).isEqualTo(first.join());
        assertThat(third.join()).isEqualTo(first.join());
        assertThat(TwoRouters.only(two.a).consumers).hasSize(1);
        two.assertConsistent();
    }

    @Test
    void oneOfSeveralCallersThatGivesUpStopsOnlyItsOwnWaiting() {
        CompletableFuture<PipeToRouterResult> first = two.pipe();
        CompletableFuture<PipeToRouterResult> second = two.pipe();
        first.cancel(true);
        two.runAll();

        assertThat(second).isCompleted();
    }

    @Test
    void aRepeatReturnsTheSameObjects() {
        CompletableFuture<PipeToRouterResult> first = two.pipe();
        two.runAll();

        assertThat(two.pipe().join()).isEqualTo(first.join());
        assertThat(two.workerA.busy() || two.workerB.busy()).isFalse();
    }

    @Test
    void withoutItsIdEachCallMakesAPipeOfItsOwn() {
        PipeToRouterOptions fresh = options(two.b).keepId(false).build();
        CompletableFuture<PipeToRouterResult> first = two.piping.pipe(two.a.object, fresh);
        CompletableFuture<PipeToRouterResult> second = two.piping.pipe(two.a.object, fresh);
        two.runAll();

        assertThat(TwoRouters.producer(second).id())
                .isNotEqualTo(TwoRouters.producer(first).id());
        assertThat(TwoRouters.only(two.a).consumers).hasSize(2);
        two.assertConsistent();
    }

    @Test
    void oppositeDirectionsShareOnePair() {
        two.b.produce("q");
        CompletableFuture<PipeToRouterResult> there = two.pipe();
        CompletableFuture<PipeToRouterResult> back = two.pipe(two.b, "q", two.a);
        two.runAll();

        assertThat(List.of(there, back)).allMatch(pipe -> !pipe.isCompletedExceptionally());
        assertThat(TwoRouters.only(two.a).producers).containsOnlyKeys("q");
        assertThat(TwoRouters.only(two.b).producers).containsOnlyKeys("p");
    }

    @Test
    void otherOptionsMakeAnotherPair() {
        two.a.produce("q");
        TransportListenInfo far = TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.2");
        CompletableFuture<PipeToRouterResult> plain = two.pipe();
        CompletableFuture<PipeToRouterResult> elsewhere = two.piping.pipe(
                two.a.object,
                PipeToRouterOptions.ofProducer("q", two.b.object)
                        .targetListenInfo(far)
                        .build());
        two.runAll();

        assertThat(List.of(plain, elsewhere)).allMatch(pipe -> !pipe.isCompletedExceptionally());
        assertThat(two.a.transports).hasSize(2);
        assertThat(two.b.transports.values())
                .extracting(transport -> transport.options.listenInfo().ip())
                .containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2");
    }

    @Test
    void thePathIsAskedForWhatTheOptionsDoNotSay() {
        TransportListenInfo near = TransportListenInfo.of(TransportProtocol.UDP, "10.0.0.1");
        TransportListenInfo far = TransportListenInfo.of(TransportProtocol.UDP, "10.0.0.2");
        Piping piping = new Piping((from, to) -> new PipePath(near, far, true));
        var unused = piping.pipe(two.a.object, options(two.b).build());
        two.runAll();

        assertThat(TwoRouters.only(two.a).options.listenInfo()).isEqualTo(near);
        assertThat(TwoRouters.only(two.b).options.listenInfo()).isEqualTo(far);
        assertThat(TwoRouters.only(two.a).options.enableSrtp()).isTrue();
        assertThat(TwoRouters.only(two.b).options.enableSrtp()).isTrue();
    }

    @Test
    void aProducerIsNotPipedTwiceUnderItsIdOverDifferentTransports() {
        CompletableFuture<PipeToRouterResult> plain = two.pipe();
        two.runAll();
        CompletableFuture<PipeToRouterResult> encrypted =
                two.piping.pipe(two.a.object, options(two.b).enableSrtp(true).build());

        assertThat(failure(encrypted)).isInstanceOf(InvalidStateException.class).hasMessageContaining("producerId:p");
        assertThat(two.pipe().join()).isEqualTo(plain.join());
        assertThat(two.a.transports).hasSize(1);
    }

    @Test
    void theRouterItselfIsRefused() {
        assertThat(failure(two.pipe(two.a, "p", two.a)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("router must not be");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(failure(two.pipe(two.a, "nobody", two.b)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void aClosedTargetIsRefused() {
        two.b.close();

        assertThat(failure(two.pipe())).isInstanceOf(InvalidStateException.class);
        two.runAll();
        assertThat(two.a.transports).isEmpty();
        assertThat(two.piping.size()).isZero();
    }

    @Test
    void aTakenIdIsRefusedAndLeavesNothing() {
        two.b.produce("p");
        CompletableFuture<PipeToRouterResult> pipe = two.pipe();
        two.runAll();

        assertThat(failure(pipe)).isInstanceOf(InvalidArgumentException.class);
        assertThat(two.a.transports).isEmpty();
        assertThat(two.b.transports).isEmpty();
        assertThat(two.piping.size()).isZero();
    }

    /** Who follows the events must not see the leftovers of an attempt that has failed already. */
    @Test
    void aFailureIsToldAfterTheCloseOfWhatWasMade() {
        for (String call : List.of("connect", "consume", "produce")) {
            two.workerA.refuseOnce(call);
            two.workerB.refuseOnce(call);
            List<Integer> untold = new ArrayList<>();
            CompletableFuture<?> pipe = two.pipe()
                    .whenComplete((result, failure) -> untold.add(two.workerA.untoldCloses + two.workerB.untoldCloses));
            two.runAll();

            assertThat(pipe).isCompletedExceptionally();
            assertThat(untold).as(call).containsExactly(0);
        }
    }

    @Test
    void aFailureDoesNotTakeAwayThePairFromOthers() {
        CompletableFuture<PipeToRouterResult> first = two.pipe();
        two.runAll();
        two.a.produce("q");
        two.workerB.refuseOnce("produce");
        CompletableFuture<PipeToRouterResult> second = two.pipe(two.a, "q", two.b);
        two.runAll();

        assertThat(failure(second)).isInstanceOf(RequestFailedException.class);
        assertThat(TwoRouters.consumer(first).closed()).isFalse();
        assertThat(TwoRouters.only(two.a).consumers).hasSize(1);
        two.assertConsistent();
    }

    @Test
    void aFailedMakingOfThePairIsNotRemembered() {
        for (String call : List.of("createPipeTransport", "connect")) {
            for (ScriptedWorker worker : List.of(two.workerA, two.workerB)) {
                worker.refuseOnce(call);
                two.b.produce("back-" + call);
                CompletableFuture<PipeToRouterResult> pipe = two.pipe();
                CompletableFuture<PipeToRouterResult> back = two.pipe(two.b, "back-" + call, two.a);
                two.runAll();

                assertThat(failure(pipe))
                        .isInstanceOf(RequestFailedException.class)
                        .hasMessageContaining(call);
                assertThat(failure(back)).isInstanceOf(RequestFailedException.class);
                assertThat(two.a.transports).isEmpty();
                assertThat(two.b.transports).isEmpty();
                assertThat(two.piping.size()).isZero();
            }
        }
        CompletableFuture<PipeToRouterResult> healed = two.pipe();
        two.runAll();
        assertThat(healed).isCompleted();
    }

    @Test
    void aPairThatFailsInBothDirectionsAtOnceHealsInBoth() {
        two.b.produce("q");
        two.workerB.refuseOnce("createPipeTransport");
        CompletableFuture<PipeToRouterResult> there = two.pipe();
        CompletableFuture<PipeToRouterResult> back = two.pipe(two.b, "q", two.a);
        two.runAll();
        assertThat(List.of(there, back)).allMatch(CompletableFuture::isCompletedExceptionally);

        back = two.pipe(two.b, "q", two.a);
        there = two.pipe();
        two.runAll();
        assertThat(List.of(there, back)).allMatch(pipe -> !pipe.isCompletedExceptionally());
    }

    @Test
    void theFutureCannotBeTamperedWithForOthers() {
        CompletableFuture<PipeToRouterResult> mine = two.pipe();
        CompletableFuture<PipeToRouterResult> other = two.pipe();
        mine.completeExceptionally(new IllegalStateException("mine"));
        two.runAll();

        assertThatThrownBy(mine::join).hasMessageContaining("mine");
        assertThat(other).isCompleted();
    }
}

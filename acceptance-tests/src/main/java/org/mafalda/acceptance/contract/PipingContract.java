package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.awaitAll;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

/** What is shared, what is refused, and what heals: where piping is better than upstream's. */
public abstract class PipingContract extends AcceptanceTest {
    /** An address of TEST-NET-3 (RFC 5737), which no machine has. */
    private static final TransportListenInfo FOREIGN = TransportListenInfo.of(TransportProtocol.UDP, "203.0.113.1");

    private TwoRooms rooms;

    /** For the compositions. */
    protected PipingContract() {}

    @BeforeEach
    void openRooms() {
        rooms = TwoRooms.open(newWorker(), newWorker());
    }

    private CompletableFuture<PipeToRouterResult> pipeBack(Producer producer) {
        return rooms.router2()
                .pipeToRouter(PipeToRouterOptions.ofProducer(producer.id(), rooms.router1())
                        .build());
    }

    @Test
    void concurrentDuplicate() {
        List<CompletableFuture<PipeToRouterResult>> calls =
                Stream.generate(() -> rooms.pipe(rooms.audio())).limit(20).toList();
        awaitAll(calls);

        PipeToRouterResult pipe = await(calls.get(0));
        for (CompletableFuture<PipeToRouterResult> call : calls) {
            assertThat(await(call).pipeConsumer()).isSameAs(pipe.pipeConsumer());
            assertThat(await(call).pipeProducer()).isSameAs(pipe.pipeProducer());
        }
        assertThat(TwoRooms.onlyPipe(rooms.router1()).consumers())
                .containsOnlyKeys(TwoRooms.consumer(pipe).id());
        assertThat(TwoRooms.onlyPipe(rooms.router2()).producers())
                .containsOnlyKeys(rooms.audio().id());
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    @Test
    void repeat() {
        PipeToRouterResult first = await(rooms.pipe(rooms.audio()));

        PipeToRouterResult second = await(rooms.pipe(rooms.audio()));

        assertThat(second.pipeConsumer()).isSameAs(first.pipeConsumer());
        assertThat(second.pipeProducer()).isSameAs(first.pipeProducer());
        assertThat(rooms.router1().consumers()).hasSize(1);
        assertThat(rooms.router2().producers()).hasSize(1);
    }

    @Test
    void poisonedPair() {
        Producer back = await(rooms.transport2().produce(TwoRooms.opus()));
        PipeToRouterOptions bad =
                rooms.ofProducer(rooms.audio()).listenInfo(FOREIGN).build();

        assertFailsWith(rooms.router1().pipeToRouter(bad), RequestFailedException.class);
        assertThat(TwoRooms.pipes(rooms.router1())).isEmpty();
        assertThat(TwoRooms.pipes(rooms.router2())).isEmpty();
        assertFailsWith(rooms.router1().pipeToRouter(bad), RequestFailedException.class);

        await(rooms.pipe(rooms.audio()));
        await(pipeBack(back));
        TwoRooms.onlyPipe(rooms.router1());
        TwoRooms.onlyPipe(rooms.router2());
    }

    /** The very options that failed succeed once what they need is there; only one of the two sides was at fault. */
    @Test
    void poisonedPairHealsWithTheSameOptions() throws SocketException {
        PipeToRouterOptions options;
        try (DatagramSocket inTheWay = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            options = rooms.ofProducer(rooms.audio())
                    .targetListenInfo(Listen.udp(inTheWay.getLocalPort()))
                    .build();
            assertFailsWith(rooms.router1().pipeToRouter(options), RequestFailedException.class);
            assertFailsWith(rooms.router1().pipeToRouter(options), RequestFailedException.class);
            rooms.assertNoPipes();
        }

        await(rooms.router1().pipeToRouter(options));

        assertThat(TwoRooms.onlyPipe(rooms.router2()).tuple().localPort())
                .isEqualTo(TwoRooms.onlyPipe(rooms.router1()).tuple().remotePort());
    }

    @Test
    void reverseDirection() {
        Producer back = await(rooms.transport2().produce(TwoRooms.opus()));
        PipeToRouterResult there = await(rooms.pipe(rooms.audio()));

        PipeToRouterResult pipe = await(pipeBack(back));

        assertThat(TwoRooms.onlyPipe(rooms.router1()).producers()).containsOnlyKeys(back.id());
        assertThat(TwoRooms.onlyPipe(rooms.router1()).consumers())
                .containsOnlyKeys(TwoRooms.consumer(there).id());
        assertThat(TwoRooms.onlyPipe(rooms.router2()).consumers())
                .containsOnlyKeys(TwoRooms.consumer(pipe).id());
    }

    @Test
    void manyInBothDirectionsAtOnce() {
        List<Producer> here = produce(rooms.transport1(), 1000);
        List<Producer> there = produce(rooms.transport2(), 2000);

        List<CompletableFuture<PipeToRouterResult>> calls = new ArrayList<>();
        for (int i = 0; i < here.size(); i++) {
            calls.add(rooms.pipe(here.get(i)));
            calls.add(pipeBack(there.get(i)));
            calls.add(rooms.pipe(here.get(i)));
        }
        awaitAll(calls);

        assertThat(TwoRooms.onlyPipe(rooms.router1()).producers()).hasSize(there.size());
        assertThat(TwoRooms.onlyPipe(rooms.router2()).producers()).hasSize(here.size());
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    private static List<Producer> produce(WebRtcTransport transport, long firstSsrc) {
        return Stream.iterate(firstSsrc, ssrc -> ssrc + 1)
                .limit(10)
                .map(ssrc -> await(transport.produce(Sources.opus(ssrc))))
                .toList();
    }

    @Test
    void rePipeAfterClose() {
        PipeToRouterResult first = await(rooms.pipe(rooms.audio()));
        TwoRooms.producer(first).close();
        PipeToRouterResult second = assertPipedAnew(first);

        TwoRooms.consumer(second).close();
        PipeToRouterResult third = assertPipedAnew(second);

        TwoRooms.onlyPipe(rooms.router1()).close();
        PipeToRouterResult fourth = assertPipedAnew(third);

        TwoRooms.onlyPipe(rooms.router2()).close();
        assertPipedAnew(fourth);
    }

    private PipeToRouterResult assertPipedAnew(PipeToRouterResult before) {
        PipeToRouterResult pipe = await(rooms.pipe(rooms.audio()));
        assertThat(TwoRooms.consumer(before).closed()).isTrue();
        assertThat(TwoRooms.producer(before).closed()).isTrue();
        assertThat(TwoRooms.consumer(pipe).closed()).isFalse();
        assertThat(TwoRooms.producer(pipe)).isNotSameAs(before.pipeProducer());
        assertThat(TwoRooms.producer(pipe).closed()).isFalse();
        assertThat(rooms.router2().producers()).containsOnlyKeys(rooms.audio().id());
        TwoRooms.onlyPipe(rooms.router1());
        TwoRooms.onlyPipe(rooms.router2());
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
        return pipe;
    }

    @Test
    void rePipeAfterTheOriginWasMadeAnew() {
        String id = rooms.audio().id();
        PipeToRouterResult first = await(rooms.pipe(rooms.audio()));
        rooms.audio().close();
        Producer again = await(rooms.transport1().produce(withId(id)));

        PipeToRouterResult second = await(rooms.pipe(again));

        assertThat(TwoRooms.producer(first).closed()).isTrue();
        assertThat(TwoRooms.producer(second).id()).isEqualTo(id);
        assertThat(TwoRooms.producer(second).closed()).isFalse();
    }

    private static ProducerOptions withId(String id) {
        ProducerOptions opus = TwoRooms.opus();
        return ProducerOptions.builder(opus.kind(), opus.rtpParameters()).id(id).build();
    }

    @Test
    void eitherEndOfAPipeTakesTheOtherAlong() {
        PipeToRouterResult pipe = await(rooms.pipe(rooms.audio()));
        EventProbe<?> consumerClose = probe(TwoRooms.consumer(pipe)::onClose);
        TwoRooms.producer(pipe).close();
        consumerClose.next();

        pipe = await(rooms.pipe(rooms.audio()));
        EventProbe<?> producerClose = probe(TwoRooms.producer(pipe)::onClose);
        TwoRooms.consumer(pipe).close();
        producerClose.next();

        EventProbe<?> transportClose = probe(TwoRooms.onlyPipe(rooms.router1())::onClose);
        TwoRooms.onlyPipe(rooms.router2()).close();
        transportClose.next();
        rooms.assertNoPipes();
    }

    @Test
    void withoutItsIdEachCallMakesAPipeOfItsOwn() {
        PipeToRouterOptions fresh =
                rooms.ofProducer(rooms.audio()).keepId(false).build();
        CompletableFuture<PipeToRouterResult> first = rooms.router1().pipeToRouter(fresh);
        CompletableFuture<PipeToRouterResult> second = rooms.router1().pipeToRouter(fresh);
        Producer one = TwoRooms.producer(await(first));
        Producer other = TwoRooms.producer(await(second));
        Producer kept = TwoRooms.producer(await(rooms.pipe(rooms.audio())));

        assertThat(rooms.router2().producers()).containsOnlyKeys(one.id(), other.id(), kept.id());
        assertThat(kept.id()).isEqualTo(rooms.audio().id());
        one.close();
        assertThat(other.closed()).isFalse();
        assertThat(kept.closed()).isFalse();
        assertThat(TwoRooms.onlyPipe(rooms.router2()).producers()).hasSize(2);
    }

    @Test
    void otherTransportOptionsMakeAPairOfTheirOwn() {
        await(rooms.pipe(rooms.audio()));
        await(rooms.router1()
                .pipeToRouter(rooms.ofProducer(rooms.video())
                        .enableSrtp(true)
                        .enableRtx(true)
                        .enableSctp(false)
                        .build()));

        assertThat(TwoRooms.pipes(rooms.router1())).hasSize(2);
        assertThat(TwoRooms.pipes(rooms.router2())).hasSize(2).anySatisfy(pipe -> {
            assertThat(pipe.srtpParameters()).isNotNull();
            assertThat(pipe.sctpParameters()).isNull();
            assertThat(await(pipe.dump()).rtx()).isTrue();
        });
        assertThat(assertFailsWith(
                        rooms.router1()
                                .pipeToRouter(rooms.ofProducer(rooms.audio())
                                        .enableSrtp(true)
                                        .build()),
                        InvalidStateException.class))
                .hasMessageContaining("other options")
                .hasMessageContaining(rooms.audio().id());
        assertThat(TwoRooms.pipes(rooms.router1())).hasSize(2);
    }

    @Test
    void listenInfosArePerSide() {
        int here = Listen.freeUdpPort();
        int there = Listen.freeUdpPort();

        await(rooms.router1()
                .pipeToRouter(rooms.ofProducer(rooms.audio())
                        .listenInfo(Listen.udp(here))
                        .targetListenInfo(Listen.udp(there))
                        .build()));

        assertThat(TwoRooms.onlyPipe(rooms.router1()).tuple())
                .isEqualTo(new TransportTuple(Listen.IP, here, Listen.IP, there, TransportProtocol.UDP));
        assertThat(TwoRooms.onlyPipe(rooms.router2()).tuple().localPort()).isEqualTo(there);
    }

    @Test
    void theRouterItselfIsRefused() {
        assertThat(assertFailsWith(
                        rooms.router1()
                                .pipeToRouter(PipeToRouterOptions.ofProducer(
                                                rooms.audio().id(), rooms.router1())
                                        .build()),
                        InvalidArgumentException.class))
                .hasMessageContaining("router must not be");
        rooms.assertNoPipes();
    }

    @Test
    void anIdThatTheTargetRouterHasIsRefused() {
        await(rooms.transport2().produce(withId(rooms.audio().id())));

        assertThat(assertFailsWith(rooms.pipe(rooms.audio()), InvalidArgumentException.class))
                .hasMessageContaining("[id:" + rooms.audio().id() + "]");

        assertThat(TwoRooms.pipes(rooms.router1())).isEmpty();
        assertThat(TwoRooms.pipes(rooms.router2())).isEmpty();
        assertThat(rooms.router1().consumers()).isEmpty();
        assertThat(rooms.router2().producers()).hasSize(1);
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    @Test
    void anIdThatTheTargetsWorkerHasIsRefused() {
        Router neighbour = newRouter(rooms.worker2());
        await(rooms.pipe(rooms.audio()));
        PipeToRouterOptions toNeighbour =
                PipeToRouterOptions.ofProducer(rooms.audio().id(), neighbour).build();

        assertThat(assertFailsWith(rooms.router1().pipeToRouter(toNeighbour), InvalidArgumentException.class))
                .hasMessageContaining("[id:" + rooms.audio().id() + "]");

        assertThat(neighbour.transports()).isEmpty();
        assertThat(TwoRooms.pipes(rooms.router1())).hasSize(1);
        assertThat(rooms.router1().consumers()).hasSize(1);
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(neighbour);
    }

    @Test
    void aRefusedPipeDoesNotHarmThePairOfOthers() {
        await(rooms.pipe(rooms.audio()));
        await(rooms.transport2().produce(withId(rooms.video().id())));

        assertFailsWith(rooms.pipe(rooms.video()), InvalidArgumentException.class);

        assertThat(TwoRooms.onlyPipe(rooms.router1()).consumers()).hasSize(1);
        assertThat(TwoRooms.onlyPipe(rooms.router2()).producers())
                .containsOnlyKeys(rooms.audio().id());
        TwoRooms.assertDumpAgrees(rooms.router1());
    }

    @Test
    void dataNeedsSctp() {
        assertThatThrownBy(() -> PipeToRouterOptions.ofDataProducer("any", rooms.router2())
                        .enableSctp(false)
                        .build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("[enableSctp:false]");
    }

    @Test
    void aChainOfRoutersPipesOn() {
        Router third = newRouter(newWorker());
        await(rooms.pipe(rooms.audio()));
        PipeToRouterResult onward = await(rooms.router2()
                .pipeToRouter(PipeToRouterOptions.ofProducer(rooms.audio().id(), third)
                        .build()));
        Producer last = TwoRooms.producer(onward);
        EventProbe<?> pause = probe(last::onPause);
        EventProbe<?> close = probe(last::onClose);

        await(rooms.audio().pause());
        pause.next();
        rooms.audio().close();
        close.next();

        assertThat(third.producers()).isEmpty();
    }
}

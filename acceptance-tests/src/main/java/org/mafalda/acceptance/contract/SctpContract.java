package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.event.BufferedAmountLowEvent;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.event.SctpSendBufferFullEvent;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * Upstream's test-werift-sctp. The peer is another worker: its transport and ours are connected over UDP, and what it
 * receives on a stream comes out of a DirectTransport.
 */
public abstract class SctpContract extends AcceptanceTest {
    private static final int PEER_STREAM = 123;
    private static final SctpNegotiatedCapabilities ALL_STREAMS = new SctpNegotiatedCapabilities(65535, 65535);

    private Router router;
    private DirectTransport direct;
    private Router peerRouter;
    private DirectTransport peerDirect;
    private PlainTransport transport;
    private PlainTransport peer;

    /** For the compositions. */
    protected SctpContract() {}

    @BeforeEach
    void createTransports() {
        router = newRouter(newWorker());
        direct = newDirectTransport(router);
        transport = create(router);
        peerRouter = newRouter(newWorker());
        peerDirect = newDirectTransport(peerRouter);
        peer = create(peerRouter);
    }

    private static PlainTransport create(Router router) {
        return await(router.createPlainTransport(PlainTransportOptions.builder(Listen.udp())
                .enableSctp(true)
                .sctp(SctpOptions.builder().sendBufferSize(1_000_000).build())
                .build()));
    }

    /** Returns when both ends are connected. */
    private void connect() {
        EventProbe<SctpStateChangeEvent> states = probe(transport::onSctpStateChange);
        EventProbe<SctpStateChangeEvent> peerStates = probe(peer::onSctpStateChange);
        connect(transport, peer);
        connect(peer, transport);
        awaitConnected(states);
        awaitConnected(peerStates);
    }

    private static void connect(PlainTransport from, PlainTransport to) {
        await(from.connect(PlainTransportConnectOptions.builder()
                .ip(Listen.IP)
                .port(to.tuple().localPort())
                .build()));
    }

    private static void awaitConnected(EventProbe<SctpStateChangeEvent> states) {
        SctpState state;
        do {
            state = states.next().sctpState();
            assertThat(state).isIn(SctpState.CONNECTING, SctpState.CONNECTED);
        } while (state != SctpState.CONNECTED);
    }

    private static DataProducer produce(PlainTransport transport, int stream) {
        return await(transport.produceData(DataProducerOptions.builder()
                .sctpStreamParameters(new SctpStreamParameters(stream, true, null, null))
                .label("peer")
                .protocol("foo & bar 😀😀😀")
                .build()));
    }

    private static DataProducer produce(DirectTransport transport) {
        return await(transport.produceData(DataProducerOptions.builder().build()));
    }

    private static DataConsumer consume(PlainTransport transport, DataProducer producer) {
        return await(
                transport.consumeData(DataConsumerOptions.builder(producer.id()).build()));
    }

    private static DataConsumer consume(DirectTransport transport, DataProducer producer) {
        return await(
                transport.consumeData(DataConsumerOptions.builder(producer.id()).build()));
    }

    private static int streamId(DataConsumer consumer) {
        return Objects.requireNonNull(consumer.sctpStreamParameters()).streamId();
    }

    @Test
    @Upstream("test-werift-sctp: SCTP state is connected")
    void associationConnects() {
        assertThat(transport.sctpState()).isEqualTo(SctpState.NEW);
        produce(transport, PEER_STREAM);

        connect();

        for (PlainTransport end : List.of(transport, peer)) {
            assertThat(end.sctpState()).isEqualTo(SctpState.CONNECTED);
            assertThat(end.sctpNegotiatedCapabilities()).isEqualTo(ALL_STREAMS);
            assertThat(await(end.dump()).sctpState()).isEqualTo(SctpState.CONNECTED);
            assertThat(await(end.dump()).sctpNegotiatedCapabilities()).isEqualTo(ALL_STREAMS);
            assertThat(await(end.getStats()).get(0).sctpState()).isEqualTo(SctpState.CONNECTED);
        }
    }

    /** The peer sends on its stream 0; ours come back to it on our stream 0. */
    @Test
    @Upstream("test-werift-sctp: ordered DataProducer delivers all SCTP messages to the DataConsumer")
    void orderedMessagesGoToThePeerAndBack() {
        DataProducer source = produce(peerDirect);
        assertThat(streamId(consume(peer, source))).isZero();
        DataProducer received = produce(transport, 0);
        DataConsumer echo = consume(transport, received);
        assertThat(streamId(echo)).isZero();
        EventProbe<MessageEvent> returned = probe(consume(peerDirect, produce(peer, 0))::onMessage);
        connect();
        long bytes = 0;

        for (int id = 1; id <= 200; id++) {
            DataMessage message = message(id);
            bytes += message.size();
            source.send(message);
        }

        for (int id = 1; id <= 200; id++) {
            assertThat(returned.next().message()).isEqualTo(message(id));
        }
        returned.expectNoneAfter(peerDirect::dump);
        var receivedStat = await(received.getStats()).get(0);
        assertThat(receivedStat.label()).isEqualTo("peer");
        assertThat(receivedStat.protocol()).isEqualTo("foo & bar 😀😀😀");
        assertThat(receivedStat.messagesReceived()).isEqualTo(200);
        assertThat(receivedStat.bytesReceived()).isEqualTo(bytes);
        var sentStat = await(echo.getStats()).get(0);
        assertThat(sentStat.label()).isEqualTo("peer");
        assertThat(sentStat.messagesSent()).isEqualTo(200);
        assertThat(sentStat.bytesSent()).isEqualTo(bytes);
        assertThat(await(echo.getBufferedAmount())).isZero();
    }

    private static DataMessage message(int id) {
        String text = Integer.toString(id);
        return id < 100
                ? DataMessage.text(text)
                : DataMessage.binary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Empty ones, bytes that are no UTF-8, and one of the greatest size. */
    @Test
    @Upstream("test-werift-sctp: can send messages from the SCTP DataConsumer")
    void messagesOfTheDataConsumersOwnReachThePeer() {
        DataConsumer consumer = consume(transport, produce(transport, PEER_STREAM));
        EventProbe<MessageEvent> received = probe(consume(peerDirect, produce(peer, streamId(consumer)))::onMessage);
        connect();
        assertThat(await(consumer.getBufferedAmount())).isZero();
        byte[] large = new byte[262_144];
        new Random(1).nextBytes(large);

        assertThat(await(consumer.send(DataMessage.text("foo")))).isZero();
        assertThat(received.next().message()).isEqualTo(DataMessage.text("foo"));
        for (DataMessage message : List.of(
                DataMessage.text(""),
                DataMessage.binary(ByteBuffer.allocate(0)),
                DataMessage.binary(ByteBuffer.wrap(new byte[] {(byte) 0xC3, 0x28, 0, (byte) 0xFF})),
                DataMessage.text("Grüße 😀"),
                DataMessage.binary(ByteBuffer.wrap(large)))) {
            assertThat(await(consumer.send(message))).isNotNegative();
            assertThat(received.next().message()).isEqualTo(message);
        }
    }

    /** Messages that no endpoint takes fill the buffer; once connected it empties. */
    @Test
    void fullSendBufferIsToldAndEmptiesOnceConnected() {
        DataProducer source = produce(direct);
        DataConsumer consumer = consume(transport, source);
        EventProbe<SctpSendBufferFullEvent> full = probe(consumer::onSctpSendBufferFull);
        EventProbe<BufferedAmountLowEvent> low = probe(consumer::onBufferedAmountLow);
        await(consumer.setBufferedAmountLowThreshold(1000));
        DataMessage message = DataMessage.binary(ByteBuffer.allocate(200_000));

        long buffered = 0;
        for (int i = 1; buffered < 1_000_000; i++) {
            buffered = await(consumer.send(message));
            assertThat(buffered).isEqualTo(i * 200_000L);
        }
        assertFailsWith(consumer.send(message), RequestFailedException.class);
        source.send(message);
        full.next();
        assertThat(await(consumer.getBufferedAmount())).isEqualTo(buffered);
        produce(peer, streamId(consumer));
        connect();

        assertThat(low.next().bufferedAmount()).isLessThanOrEqualTo(1000);
    }
}

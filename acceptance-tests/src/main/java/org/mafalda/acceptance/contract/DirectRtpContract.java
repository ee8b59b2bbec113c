package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Rtcp;
import org.mafalda.acceptance.media.RtpPacket;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.acceptance.media.Vpx;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.event.ConsumerTraceEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.event.RtcpEvent;
import org.mafalda.mediasoup.event.RtpEvent;
import org.mafalda.mediasoup.event.RtpTrace;

/** RTP and RTCP of direct transports, in both directions, byte for byte. */
public abstract class DirectRtpContract extends AcceptanceTest {
    private static final int HEADER = 12;
    private static final long SSRC = 1111;

    private DirectTransport transport;
    private Producer producer;
    private Consumer consumer;

    /** For the compositions. */
    protected DirectRtpContract() {}

    @BeforeEach
    void createEnds() {
        transport = newDirectTransport(newRouter(newWorker()));
        producer = await(transport.produce(Sources.opus(SSRC)));
        consumer = await(transport.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build()));
    }

    /** RFC 3550, section 5.1. */
    private static ByteBuffer rtp(int sequenceNumber, byte[] payload) {
        return rtp(100, SSRC, sequenceNumber, payload);
    }

    private static ByteBuffer rtp(int payloadType, long ssrc, int sequenceNumber, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequenceNumber)
                .putInt(960 * sequenceNumber)
                .putInt((int) ssrc)
                .put(payload)
                .flip();
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private static byte[] payload(RtpEvent event) {
        ByteBuffer payload = new RtpPacket(event.packet()).payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    @Test
    void rtpGoesThroughTheRouter() {
        EventProbe<RtpEvent> packets = probe(consumer::onRtp);

        for (int size : new int[] {1, 2, 100, 1000, 1200}) {
            producer.send(rtp(size, random(size)));
            RtpEvent event = packets.next();
            assertThat(payload(event)).isEqualTo(random(size));
            RtpPacket packet = new RtpPacket(event.packet());
            assertThat(packet.ssrc()).isEqualTo(ssrc(consumer));
            assertThat(packet.payloadType())
                    .isEqualTo(consumer.rtpParameters().codecs().get(0).payloadType());
        }
        assertThat(await(producer.getStats()).get(0).packetCount()).isEqualTo(5);
    }

    @Test
    void packetsKeepTheirOrder() {
        EventProbe<RtpEvent> packets = probe(consumer::onRtp);

        for (int i = 1; i <= 300; i++) {
            producer.send(rtp(i, random(i)));
        }

        for (int i = 1; i <= 300; i++) {
            assertThat(payload(packets.next())).isEqualTo(random(i));
        }
        packets.expectNoneAfter(transport::dump);
    }

    @Test
    void packetIsReadOnlyAndEachReaderHasItsOwn() {
        EventProbe<RtpEvent> packets = probe(consumer::onRtp);
        EventProbe<RtpEvent> others = probe(consumer::onRtp);
        ByteBuffer sent = rtp(1, random(50));

        producer.send(sent);

        assertThat(sent.remaining()).isEqualTo(HEADER + 50);
        RtpEvent event = packets.next();
        assertThatThrownBy(() -> event.packet().put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(payload(event)).isEqualTo(random(50));
        assertThat(payload(event)).isEqualTo(random(50));
        assertThat(payload(others.next())).isEqualTo(random(50));
    }

    /** Neither stops what comes after it: what is no RTP, what is nothing, and what no channel carries. */
    @Test
    void badPacketsAreDropped() {
        EventProbe<RtpEvent> packets = probe(consumer::onRtp);

        producer.send(ByteBuffer.allocate(0));
        producer.send(ByteBuffer.wrap(random(11)));
        producer.send(ByteBuffer.wrap(new byte[100]));
        producer.send(rtp(1, random(100_000)));
        await(producer.dump());
        producer.send(ByteBuffer.allocate(5 << 20));
        await(producer.dump());
        producer.send(rtp(2, random(20)));

        assertThat(payload(packets.next())).isEqualTo(random(20));
        packets.expectNoneAfter(transport::dump);
    }

    @Test
    void packetsForANetworkTransportAreIgnored() {
        Producer plain =
                await(Fixtures.newPlainTransport(newRouter(newWorker())).produce(Sources.opus(SSRC)));

        plain.send(rtp(1, random(20)));

        assertThat(await(plain.getStats())).isEmpty();
    }

    @Test
    void pausedConsumerIsSilentAndTraceSeesWhatPasses() {
        EventProbe<RtpEvent> packets = probe(consumer::onRtp);
        // In this order: after the call, whoever is asked for the events knows that they are listened to.
        EventProbe<ConsumerTraceEvent> traces = probe(consumer::onTrace);
        await(consumer.enableTraceEvent(Set.of(ConsumerTraceEventType.RTP)));

        await(consumer.pause());
        producer.send(rtp(1, random(10)));
        packets.expectNoneAfter(consumer::resume);
        producer.send(rtp(2, random(20)));

        assertThat(payload(packets.next())).isEqualTo(random(20));
        assertThat(((RtpTrace) traces.next()).packet().payloadSize()).isEqualTo(20);
    }

    private static long ssrc(Consumer consumer) {
        return RtpAssertions.ssrc(consumer.rtpParameters().encodings().get(0));
    }

    /** Picture loss indications (RFC 4585, section 6.3.1): the worker asks the producer, this program the consumer. */
    @Test
    void rtcpGoesInAndComesOut() {
        Producer video = await(transport.produce(Sources.vp8(Sources.ssrc(2222).build())));
        Consumer watching = await(transport.consume(
                ConsumerOptions.builder(video.id(), Devices.VP8_VP9).build()));
        EventProbe<RtcpEvent> feedback = probe(transport::onRtcp);
        EventProbe<RtpEvent> packets = probe(watching::onRtp);

        video.send(rtp(96, 2222, 1, Vpx.vp8(100, true, 1, 0)));
        packets.next();
        await(watching.requestKeyFrame());

        ByteBuffer request = feedback.next().packet();
        assertThat(request.isReadOnly()).isTrue();
        assertThat(Rtcp.contains(request, Rtcp.PAYLOAD_FEEDBACK)).isTrue();
        assertThat(request.getInt(8)).isEqualTo(2222);
        transport.sendRtcp(ByteBuffer.allocate(0));
        transport.sendRtcp(ByteBuffer.wrap(random(50)));
        transport.sendRtcp(Rtcp.pli(ssrc(watching)));
        assertThat(await(watching.getStats()).get(0).pliCount()).isEqualTo(1);
    }

    @Test
    void sendIsIgnoredWhenClosed() {
        EventProbe<RtpEvent> packets = probe(consumer::onRtp);

        transport.close();
        producer.send(rtp(1, random(10)));
        transport.sendRtcp(ByteBuffer.allocate(28));

        assertThat(packets.arrived()).isZero();
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Rtcp;
import org.mafalda.acceptance.media.RtpPacket;
import org.mafalda.acceptance.media.RtpStream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.acceptance.media.Vpx;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.ProducerVideoOrientation;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.ConsumerTraceEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.event.FirTrace;
import org.mafalda.mediasoup.event.KeyFrameTrace;
import org.mafalda.mediasoup.event.NackTrace;
import org.mafalda.mediasoup.event.PliTrace;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.RtpPacketTrace;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.event.SrTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.event.VideoOrientationChangeEvent;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** What producers and consumers tell of the packets that pass, when they are asked to. */
public abstract class TraceContract extends AcceptanceTest {
    private static final int PAYLOAD_TYPE = 96;
    private static final int FRAME = 400;
    private static final long SSRC = 77777777;
    private static final int MID_EXTENSION = 3;
    private static final int ORIENTATION_EXTENSION = 4;

    private Worker worker;
    private PacketPath path;
    private RtpStream stream;
    private int frames;

    /** For the compositions. */
    protected TraceContract() {}

    @BeforeEach
    void openPath() {
        worker = newWorker();
        path = new PacketPath(newRouter(worker));
        stream = path.sender().stream(PAYLOAD_TYPE, SSRC);
        frames = 0;
    }

    @AfterEach
    void closePath() {
        path.close();
    }

    private Producer produce(RtcpFeedback... feedback) {
        ProducerOptions options =
                Sources.video(RtpParameters.builder(List.of(RtpCodecParameters.builder("video/VP8", PAYLOAD_TYPE, 90000)
                                .rtcpFeedback(List.of(feedback))
                                .build()))
                        .mid("V")
                        .headerExtensions(List.of(
                                RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, MID_EXTENSION),
                                RtpHeaderExtensionParameters.of(
                                        RtpHeaderExtensionUri.VIDEO_ORIENTATION, ORIENTATION_EXTENSION)))
                        .encodings(List.of(Sources.ssrc(SSRC).build()))
                        .rtcp(new RtcpParameters("trace", null))
                        .build());
        return await(path.in().produce(options));
    }

    private void sendFrame(boolean key) {
        stream.send(Vpx.vp8(FRAME, key, frames++, 0), true);
        stream.advance(3000);
    }

    private EventProbe<ProducerTraceEvent> trace(Producer producer, ProducerTraceEventType... types) {
        EventProbe<ProducerTraceEvent> traces = probe(producer::onTrace);
        await(producer.enableTraceEvent(Set.of(types)));
        return traces;
    }

    private EventProbe<ConsumerTraceEvent> trace(Consumer consumer, ConsumerTraceEventType... types) {
        EventProbe<ConsumerTraceEvent> traces = probe(consumer::onTrace);
        await(consumer.enableTraceEvent(Set.of(types)));
        return traces;
    }

    @Test
    void producerTracesPacketsAndKeyFrames() {
        EventProbe<ProducerTraceEvent> traces =
                trace(produce(), ProducerTraceEventType.RTP, ProducerTraceEventType.KEYFRAME);
        stream.extension(MID_EXTENSION, (byte) 'V');

        sendFrame(true);
        sendFrame(false);

        ProducerTraceEvent first = traces.next();
        assertThat(first.timestamp()).isPositive();
        assertThat(first.direction()).isEqualTo(TraceDirection.IN);
        assertThat(first).isInstanceOfSatisfying(KeyFrameTrace.class, keyFrame -> {
            assertThat(keyFrame.isRtx()).isFalse();
            assertPacket(keyFrame.packet(), 1, true);
        });
        assertThat(traces.next()).isInstanceOfSatisfying(RtpTrace.class, delta -> {
            assertThat(delta.direction()).isEqualTo(TraceDirection.IN);
            assertThat(delta.isRtx()).isFalse();
            assertPacket(delta.packet(), 2, false);
        });
    }

    private static void assertPacket(RtpPacketTrace packet, int sequenceNumber, boolean keyFrame) {
        assertThat(packet.payloadType()).isEqualTo(PAYLOAD_TYPE);
        assertThat(packet.sequenceNumber()).isEqualTo(sequenceNumber);
        assertThat(packet.timestamp()).isEqualTo(1000 + (sequenceNumber - 1) * 3000L);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.ssrc()).isEqualTo(SSRC);
        assertThat(packet.isKeyFrame()).isEqualTo(keyFrame);
        assertThat(packet.payloadSize()).isEqualTo(FRAME);
        assertThat(packet.size()).isGreaterThan(packet.payloadSize());
        assertThat(packet.spatialLayer()).isZero();
        assertThat(packet.temporalLayer()).isZero();
        assertThat(packet.mid()).isEqualTo("V");
        assertThat(packet.rid()).isNull();
        assertThat(packet.rrid()).isNull();
        assertThat(packet.wideSequenceNumber()).isNull();
    }

    @Test
    void producerTracesItsRequestsForLostPackets() {
        EventProbe<ProducerTraceEvent> traces = trace(produce(RtcpFeedback.of("nack")), ProducerTraceEventType.NACK);

        sendFrame(true);
        sendFrame(false);
        stream.lose(2);
        sendFrame(false);

        assertThat(traces.next())
                .isInstanceOfSatisfying(
                        NackTrace.class, nack -> assertThat(nack.direction()).isEqualTo(TraceDirection.OUT));
        path.sender().nextRtcp(Rtcp.TRANSPORT_FEEDBACK);
    }

    @Test
    void producerTracesItsRequestsForKeyFrames() {
        Producer producer = produce(RtcpFeedback.of("nack", "pli"));
        EventProbe<ProducerTraceEvent> traces = trace(producer, ProducerTraceEventType.PLI, ProducerTraceEventType.FIR);
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        sendFrame(true);
        path.receiver().nextRtp();

        await(consumer.requestKeyFrame());

        assertThat(traces.next()).isInstanceOfSatisfying(PliTrace.class, pli -> {
            assertThat(pli.direction()).isEqualTo(TraceDirection.OUT);
            assertThat(pli.ssrc()).isEqualTo(SSRC);
        });
        path.sender().nextRtcp(Rtcp.PAYLOAD_FEEDBACK);
    }

    @Test
    void producerWithoutPictureLossIndicationsUsesFullIntraRequests() {
        Producer producer = produce(RtcpFeedback.of("ccm", "fir"));
        EventProbe<ProducerTraceEvent> traces = trace(producer, ProducerTraceEventType.PLI, ProducerTraceEventType.FIR);
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        sendFrame(true);
        path.receiver().nextRtp();

        await(consumer.requestKeyFrame());

        assertThat(traces.next()).isInstanceOfSatisfying(FirTrace.class, fir -> {
            assertThat(fir.direction()).isEqualTo(TraceDirection.OUT);
            assertThat(fir.ssrc()).isEqualTo(SSRC);
        });
    }

    @Test
    void producerTracesSenderReports() {
        EventProbe<ProducerTraceEvent> traces = trace(produce(), ProducerTraceEventType.SR);
        sendFrame(true);

        stream.report();

        assertThat(traces.next()).isInstanceOfSatisfying(SrTrace.class, report -> {
            assertThat(report.direction()).isEqualTo(TraceDirection.IN);
            assertThat(report.ssrc()).isEqualTo(SSRC);
            assertThat(report.ntpSec()).isPositive();
            assertThat(report.ntpFrac()).isNotNegative();
            assertThat(report.rtpTs()).isEqualTo(4000);
            assertThat(report.packetCount()).isEqualTo(1);
            assertThat(report.octetCount()).isEqualTo(FRAME);
        });
    }

    @Test
    void onlyWhatWasAskedForIsTraced() {
        Producer producer = produce();
        EventProbe<ProducerTraceEvent> traces = trace(producer, ProducerTraceEventType.SR);
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        sendFrame(true);
        path.receiver().nextRtp();
        await(producer.enableTraceEvent(Set.of()));
        await(consumer.enableTraceEvent(EnumSet.allOf(ConsumerTraceEventType.class)));

        stream.report();
        sendFrame(false);
        path.receiver().nextRtp();

        traces.expectNoneAfter(worker::dump);
    }

    @Test
    void consumerTracesPacketsAndKeyFrames() {
        Producer producer = produce(RtcpFeedback.of("nack", "pli"));
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        EventProbe<ConsumerTraceEvent> traces =
                trace(consumer, ConsumerTraceEventType.RTP, ConsumerTraceEventType.KEYFRAME);

        sendFrame(true);
        RtpPacket key = path.receiver().nextRtp();
        sendFrame(false);

        assertThat(traces.next()).isInstanceOfSatisfying(KeyFrameTrace.class, keyFrame -> {
            assertThat(keyFrame.direction()).isEqualTo(TraceDirection.OUT);
            assertThat(keyFrame.packet().ssrc()).isEqualTo(key.ssrc());
            assertThat(keyFrame.packet().sequenceNumber()).isEqualTo(key.sequenceNumber());
            assertThat(keyFrame.packet().timestamp()).isEqualTo(key.timestamp());
            assertThat(keyFrame.packet().payloadType()).isEqualTo(key.payloadType());
            assertThat(keyFrame.packet().isKeyFrame()).isTrue();
        });
        assertThat(traces.next()).isInstanceOfSatisfying(RtpTrace.class, delta -> {
            assertThat(delta.direction()).isEqualTo(TraceDirection.OUT);
            assertThat(delta.isRtx()).isFalse();
            assertThat(delta.packet().ssrc()).isEqualTo(key.ssrc());
            assertThat(delta.packet().isKeyFrame()).isFalse();
        });
    }

    @Test
    void consumerTracesWhatItsEndpointAsksFor() {
        Producer producer = produce(RtcpFeedback.of("nack", "pli"));
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        EventProbe<ConsumerTraceEvent> traces =
                trace(consumer, ConsumerTraceEventType.NACK, ConsumerTraceEventType.PLI, ConsumerTraceEventType.FIR);
        sendFrame(true);
        RtpPacket key = path.receiver().nextRtp();

        path.receiver().send(Rtcp.nack(key.ssrc(), key.sequenceNumber()));
        assertThat(traces.next())
                .isInstanceOfSatisfying(
                        NackTrace.class, nack -> assertThat(nack.direction()).isEqualTo(TraceDirection.IN));
        RtpPacket again = path.receiver().nextRtp();
        path.receiver().send(Rtcp.pli(key.ssrc()));
        assertThat(traces.next()).isInstanceOfSatisfying(PliTrace.class, pli -> {
            assertThat(pli.direction()).isEqualTo(TraceDirection.IN);
            assertThat(pli.ssrc()).isEqualTo(key.ssrc());
        });
        path.receiver().send(Rtcp.fir(key.ssrc(), 1));
        assertThat(traces.next()).isInstanceOfSatisfying(FirTrace.class, fir -> {
            assertThat(fir.direction()).isEqualTo(TraceDirection.IN);
            assertThat(fir.ssrc()).isEqualTo(key.ssrc());
        });
        assertThat(again.sequenceNumber()).isEqualTo(key.sequenceNumber());
    }

    @Test
    void turnedCameraIsTold() {
        Producer producer = produce();
        EventProbe<VideoOrientationChangeEvent> turns = probe(producer::onVideoOrientationChange);

        stream.extension(ORIENTATION_EXTENSION, (byte) 0b0001);
        sendFrame(true);
        sendFrame(false);
        stream.extension(ORIENTATION_EXTENSION, (byte) 0b1111);
        sendFrame(false);

        assertThat(turns.next().videoOrientation()).isEqualTo(new ProducerVideoOrientation(false, false, 90));
        assertThat(turns.next().videoOrientation()).isEqualTo(new ProducerVideoOrientation(true, true, 270));
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.event.BweTrace;
import org.mafalda.mediasoup.event.BweType;
import org.mafalda.mediasoup.event.FirTrace;
import org.mafalda.mediasoup.event.KeyFrameTrace;
import org.mafalda.mediasoup.event.NackTrace;
import org.mafalda.mediasoup.event.PliTrace;
import org.mafalda.mediasoup.event.ProbationTrace;
import org.mafalda.mediasoup.event.RtpPacketTrace;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.event.SrTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.worker.fbs.notification.Body;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.producer.FirTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.KeyFrameTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.PliTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.RtpTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.SrTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.TraceEventType;
import org.mafalda.mediasoup.worker.fbs.producer.TraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.TraceNotification;
import org.mafalda.mediasoup.worker.fbs.rtppacket.Dump;
import org.mafalda.mediasoup.worker.fbs.transport.BweTraceInfo;

final class TraceFbsTest {
    private static final long SSRC = 0xFFFF_FFFFL;
    private static final long TIMESTAMP = 5_000_000_000L;
    private static final int IN = org.mafalda.mediasoup.worker.fbs.common.TraceDirection.DIRECTION_IN;
    private static final int OUT = org.mafalda.mediasoup.worker.fbs.common.TraceDirection.DIRECTION_OUT;
    private static final RtpPacketTrace PACKET =
            new RtpPacketTrace(96, 65535, SSRC, true, SSRC, true, 1200, 1188, 2, 1, "1", "r0", null, 65534);

    @Test
    void rtpOfAProducerIsRead() {
        assertThat(producerTrace(
                        TraceEventType.RTP,
                        TraceInfo.RtpTraceInfo,
                        b -> RtpTraceInfo.createRtpTraceInfo(b, packet(b), true)))
                .isEqualTo(new RtpTrace(TIMESTAMP, TraceDirection.IN, PACKET, true));
    }

    @Test
    void keyFrameOfAProducerIsRead() {
        assertThat(producerTrace(
                        TraceEventType.KEYFRAME,
                        TraceInfo.KeyFrameTraceInfo,
                        b -> KeyFrameTraceInfo.createKeyFrameTraceInfo(b, packet(b), false)))
                .isEqualTo(new KeyFrameTrace(TIMESTAMP, TraceDirection.IN, PACKET, false));
    }

    @Test
    void feedbackOfAProducerIsRead() {
        assertThat(producerTrace(TraceEventType.NACK, TraceInfo.NONE, b -> 0))
                .isEqualTo(new NackTrace(TIMESTAMP, TraceDirection.IN));
        assertThat(producerTrace(
                        TraceEventType.PLI, TraceInfo.PliTraceInfo, b -> PliTraceInfo.createPliTraceInfo(b, SSRC)))
                .isEqualTo(new PliTrace(TIMESTAMP, TraceDirection.IN, SSRC));
        assertThat(producerTrace(
                        TraceEventType.FIR, TraceInfo.FirTraceInfo, b -> FirTraceInfo.createFirTraceInfo(b, SSRC)))
                .isEqualTo(new FirTrace(TIMESTAMP, TraceDirection.IN, SSRC));
    }

    @Test
    void senderReportOfAProducerIsRead() {
        assertThat(producerTrace(
                        TraceEventType.SR,
                        TraceInfo.SrTraceInfo,
                        b -> SrTraceInfo.createSrTraceInfo(b, SSRC, 1, 2, SSRC, 3, 4)))
                .isEqualTo(new SrTrace(TIMESTAMP, TraceDirection.IN, SSRC, 1, 2, SSRC, 3, 4));
    }

    @Test
    void tracesOfAConsumerAreRead() {
        assertThat(consumerTrace(
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceEventType.RTP,
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceInfo.RtpTraceInfo,
                        b -> org.mafalda.mediasoup.worker.fbs.consumer.RtpTraceInfo.createRtpTraceInfo(
                                b, packet(b), true)))
                .isEqualTo(new RtpTrace(TIMESTAMP, TraceDirection.OUT, PACKET, true));
        assertThat(consumerTrace(
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceEventType.KEYFRAME,
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceInfo.KeyFrameTraceInfo,
                        b -> org.mafalda.mediasoup.worker.fbs.consumer.KeyFrameTraceInfo.createKeyFrameTraceInfo(
                                b, packet(b), true)))
                .isEqualTo(new KeyFrameTrace(TIMESTAMP, TraceDirection.OUT, PACKET, true));
        assertThat(consumerTrace(
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceEventType.NACK,
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceInfo.NONE,
                        b -> 0))
                .isEqualTo(new NackTrace(TIMESTAMP, TraceDirection.OUT));
        assertThat(consumerTrace(
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceEventType.PLI,
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceInfo.PliTraceInfo,
                        b -> org.mafalda.mediasoup.worker.fbs.consumer.PliTraceInfo.createPliTraceInfo(b, SSRC)))
                .isEqualTo(new PliTrace(TIMESTAMP, TraceDirection.OUT, SSRC));
        assertThat(consumerTrace(
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceEventType.FIR,
                        org.mafalda.mediasoup.worker.fbs.consumer.TraceInfo.FirTraceInfo,
                        b -> org.mafalda.mediasoup.worker.fbs.consumer.FirTraceInfo.createFirTraceInfo(b, SSRC)))
                .isEqualTo(new FirTrace(TIMESTAMP, TraceDirection.OUT, SSRC));
    }

    @Test
    void tracesOfATransportAreRead() {
        assertThat(transportTrace(
                        org.mafalda.mediasoup.worker.fbs.transport.TraceEventType.PROBATION,
                        org.mafalda.mediasoup.worker.fbs.transport.TraceInfo.NONE,
                        b -> 0))
                .isEqualTo(new ProbationTrace(TIMESTAMP, TraceDirection.OUT));
        assertThat(transportTrace(
                        org.mafalda.mediasoup.worker.fbs.transport.TraceEventType.BWE,
                        org.mafalda.mediasoup.worker.fbs.transport.TraceInfo.BweTraceInfo,
                        b -> BweTraceInfo.createBweTraceInfo(
                                b, org.mafalda.mediasoup.worker.fbs.transport.BweType.REMB, 1, 2, 3, 4, 5, 6, 7)))
                .isEqualTo(new BweTrace(TIMESTAMP, TraceDirection.OUT, BweType.REMB, 1, 2, 3, 4, 5, 6, 7));
    }

    private static @Nullable Object producerTrace(int type, int infoType, ToIntFunction<FlatBufferBuilder> info) {
        return Wire.told(
                Event.PRODUCER_TRACE,
                Body.Producer_TraceNotification,
                b -> TraceNotification.createTraceNotification(
                        b, type, TIMESTAMP, IN, (byte) infoType, info.applyAsInt(b)));
    }

    private static @Nullable Object consumerTrace(int type, int infoType, ToIntFunction<FlatBufferBuilder> info) {
        return Wire.told(
                Event.CONSUMER_TRACE,
                Body.Consumer_TraceNotification,
                b -> org.mafalda.mediasoup.worker.fbs.consumer.TraceNotification.createTraceNotification(
                        b, type, TIMESTAMP, OUT, (byte) infoType, info.applyAsInt(b)));
    }

    private static @Nullable Object transportTrace(int type, int infoType, ToIntFunction<FlatBufferBuilder> info) {
        return Wire.told(
                Event.TRANSPORT_TRACE,
                Body.Transport_TraceNotification,
                b -> org.mafalda.mediasoup.worker.fbs.transport.TraceNotification.createTraceNotification(
                        b, type, TIMESTAMP, OUT, (byte) infoType, info.applyAsInt(b)));
    }

    private static int packet(FlatBufferBuilder builder) {
        return Dump.createDump(
                builder,
                96,
                65535,
                SSRC,
                true,
                SSRC,
                true,
                1200,
                1188,
                2,
                1,
                builder.createString("1"),
                builder.createString("r0"),
                0,
                65534);
    }
}

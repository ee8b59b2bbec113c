package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.event.ConsumerTraceEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.event.FirTrace;
import org.mafalda.mediasoup.event.KeyFrameTrace;
import org.mafalda.mediasoup.event.NackTrace;
import org.mafalda.mediasoup.event.PliTrace;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.worker.fbs.consumer.FirTraceInfo;
import org.mafalda.mediasoup.worker.fbs.consumer.KeyFrameTraceInfo;
import org.mafalda.mediasoup.worker.fbs.consumer.PliTraceInfo;
import org.mafalda.mediasoup.worker.fbs.consumer.RtpTraceInfo;
import org.mafalda.mediasoup.worker.fbs.consumer.TraceNotification;

/** The trace events of consumers. */
final class ConsumerTraceFbs {
    static final EnumFbs<ConsumerTraceEventType> TYPE = EnumFbs.of(
            ConsumerTraceEventType.KEYFRAME,
            ConsumerTraceEventType.FIR,
            ConsumerTraceEventType.NACK,
            ConsumerTraceEventType.PLI,
            ConsumerTraceEventType.RTP);

    private ConsumerTraceFbs() {}

    static ConsumerTraceEvent read(TraceNotification trace) {
        long timestamp = trace.timestamp();
        TraceDirection direction = RtpPacketTraceFbs.DIRECTION.read(trace.direction());
        return switch (TYPE.read(trace.type())) {
            case KEYFRAME -> {
                KeyFrameTraceInfo info = (KeyFrameTraceInfo) trace.info(new KeyFrameTraceInfo());
                yield new KeyFrameTrace(timestamp, direction, RtpPacketTraceFbs.read(info.rtpPacket()), info.isRtx());
            }
            case FIR -> new FirTrace(timestamp, direction, ((FirTraceInfo) trace.info(new FirTraceInfo())).ssrc());
            case NACK -> new NackTrace(timestamp, direction);
            case PLI -> new PliTrace(timestamp, direction, ((PliTraceInfo) trace.info(new PliTraceInfo())).ssrc());
            case RTP -> {
                RtpTraceInfo info = (RtpTraceInfo) trace.info(new RtpTraceInfo());
                yield new RtpTrace(timestamp, direction, RtpPacketTraceFbs.read(info.rtpPacket()), info.isRtx());
            }
        };
    }
}

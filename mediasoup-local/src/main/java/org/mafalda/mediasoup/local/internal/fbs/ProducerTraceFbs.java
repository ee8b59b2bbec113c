package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.event.FirTrace;
import org.mafalda.mediasoup.event.KeyFrameTrace;
import org.mafalda.mediasoup.event.NackTrace;
import org.mafalda.mediasoup.event.PliTrace;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.event.SrTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.worker.fbs.producer.FirTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.KeyFrameTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.PliTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.RtpTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.SrTraceInfo;
import org.mafalda.mediasoup.worker.fbs.producer.TraceNotification;

/** The trace events of producers. */
final class ProducerTraceFbs {
    static final EnumFbs<ProducerTraceEventType> TYPE = EnumFbs.of(
            ProducerTraceEventType.KEYFRAME,
            ProducerTraceEventType.FIR,
            ProducerTraceEventType.NACK,
            ProducerTraceEventType.PLI,
            ProducerTraceEventType.RTP,
            ProducerTraceEventType.SR);

    private ProducerTraceFbs() {}

    static ProducerTraceEvent read(TraceNotification trace) {
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
            case SR -> {
                SrTraceInfo info = (SrTraceInfo) trace.info(new SrTraceInfo());
                yield new SrTrace(
                        timestamp,
                        direction,
                        info.ssrc(),
                        info.ntpSec(),
                        info.ntpFrac(),
                        info.rtpTs(),
                        info.packetCount(),
                        info.octetCount());
            }
        };
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.event.BweTrace;
import org.mafalda.mediasoup.event.BweType;
import org.mafalda.mediasoup.event.ProbationTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.event.TransportTraceEvent;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.worker.fbs.transport.BweTraceInfo;
import org.mafalda.mediasoup.worker.fbs.transport.TraceNotification;

/** The trace events of transports. */
final class TransportTraceFbs {
    static final EnumFbs<TransportTraceEventType> TYPE =
            EnumFbs.of(TransportTraceEventType.PROBATION, TransportTraceEventType.BWE);

    static final EnumFbs<BweType> BWE_TYPE = EnumFbs.of(BweType.TRANSPORT_CC, BweType.REMB);

    private TransportTraceFbs() {}

    static TransportTraceEvent read(TraceNotification trace) {
        long timestamp = trace.timestamp();
        TraceDirection direction = RtpPacketTraceFbs.DIRECTION.read(trace.direction());
        return switch (TYPE.read(trace.type())) {
            case PROBATION -> new ProbationTrace(timestamp, direction);
            case BWE -> {
                BweTraceInfo info = (BweTraceInfo) trace.info(new BweTraceInfo());
                yield new BweTrace(
                        timestamp,
                        direction,
                        BWE_TYPE.read(info.bweType()),
                        info.desiredBitrate(),
                        info.effectiveDesiredBitrate(),
                        info.minBitrate(),
                        info.maxBitrate(),
                        info.startBitrate(),
                        info.maxPaddingBitrate(),
                        info.availableBitrate());
            }
        };
    }
}

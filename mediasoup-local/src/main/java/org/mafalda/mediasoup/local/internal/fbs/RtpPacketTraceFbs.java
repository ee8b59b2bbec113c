package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.event.RtpPacketTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.worker.fbs.rtppacket.Dump;

/** What traces of producers, consumers and transports share. */
final class RtpPacketTraceFbs {
    static final EnumFbs<TraceDirection> DIRECTION = EnumFbs.of(TraceDirection.IN, TraceDirection.OUT);

    private RtpPacketTraceFbs() {}

    static RtpPacketTrace read(Dump packet) {
        return new RtpPacketTrace(
                packet.payloadType(),
                packet.sequenceNumber(),
                packet.timestamp(),
                packet.marker(),
                packet.ssrc(),
                packet.isKeyFrame(),
                packet.size(),
                packet.payloadSize(),
                packet.spatialLayer(),
                packet.temporalLayer(),
                OptionalFbs.text(packet.mid()),
                OptionalFbs.text(packet.rid()),
                OptionalFbs.text(packet.rrid()),
                packet.hasWideSequenceNumber() ? packet.wideSequenceNumber() : null);
    }
}

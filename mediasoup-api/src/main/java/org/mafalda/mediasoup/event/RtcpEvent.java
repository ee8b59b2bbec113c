package org.mafalda.mediasoup.event;

import java.nio.ByteBuffer;

/**
 * An RTCP packet for a DirectTransport.
 *
 * @param packet the whole packet, read-only
 */
public record RtcpEvent(ByteBuffer packet) {
    /** Checks the fields. */
    public RtcpEvent {
        packet = packet.asReadOnlyBuffer();
    }

    /** The packet of an own position and limit, to read from. */
    @Override
    public ByteBuffer packet() {
        return packet.duplicate();
    }
}

package org.mafalda.mediasoup.event;

import java.nio.ByteBuffer;

/**
 * An RTP packet for a consumer on a DirectTransport.
 *
 * @param packet the whole packet, read-only
 */
public record RtpEvent(ByteBuffer packet) {
    /** Checks the fields. */
    public RtpEvent {
        packet = packet.asReadOnlyBuffer();
    }

    /** The packet of an own position and limit, to read from. */
    @Override
    public ByteBuffer packet() {
        return packet.duplicate();
    }
}

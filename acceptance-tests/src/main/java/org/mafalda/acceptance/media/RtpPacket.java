package org.mafalda.acceptance.media;

import java.nio.ByteBuffer;

/**
 * A received RTP packet (RFC 3550). Immutable.
 *
 * @param bytes the whole packet
 */
public record RtpPacket(ByteBuffer bytes) {
    private static final int HEADER = 12;

    /** Keeps others from writing to it. */
    public RtpPacket {
        bytes = bytes.asReadOnlyBuffer();
    }

    /** The payload type. */
    public int payloadType() {
        return bytes.get(1) & 0x7f;
    }

    /** Whether the marker is set. */
    public boolean marker() {
        return (bytes.get(1) & 0x80) != 0;
    }

    /** The sequence number. */
    public int sequenceNumber() {
        return Short.toUnsignedInt(bytes.getShort(2));
    }

    /** The RTP timestamp. */
    public long timestamp() {
        return Integer.toUnsignedLong(bytes.getInt(4));
    }

    /** The stream. */
    public long ssrc() {
        return Integer.toUnsignedLong(bytes.getInt(8));
    }

    /** What follows the header and its extensions. */
    public ByteBuffer payload() {
        int offset = HEADER + 4 * (bytes.get(0) & 0x0f);
        if ((bytes.get(0) & 0x10) != 0) {
            offset += 4 + 4 * Short.toUnsignedInt(bytes.getShort(offset + 2));
        }
        return bytes.slice(offset, bytes.limit() - offset);
    }
}

package org.mafalda.demo;

import java.nio.ByteBuffer;

/**
 * The header of an RTP packet (RFC 3550) without extensions.
 *
 * @param payloadType 0 to 127
 * @param marker the last packet of a video frame, the first of an audio spurt
 * @param sequenceNumber 0 to 65535
 * @param timestamp in units of the codec's clock
 * @param ssrc 0 to 4294967295
 */
record RtpPacket(int payloadType, boolean marker, int sequenceNumber, long timestamp, long ssrc) {
    static final int HEADER_LENGTH = 12;
    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xC0;
    private static final int MARKER = 0x80;

    /** Whether these bytes are RTP and not RTCP, when both share a port (RFC 5761). */
    static boolean isRtp(ByteBuffer packet) {
        if (packet.remaining() < HEADER_LENGTH || (packet.get(packet.position()) & VERSION_MASK) != VERSION_2) {
            return false;
        }
        int rtcpType = packet.get(packet.position() + 1) & 0xFF;
        return rtcpType < 192 || rtcpType > 223;
    }

    /** Reads the header; the payload's place depends on fields that are not read. */
    static RtpPacket read(ByteBuffer packet) {
        ByteBuffer header = packet.slice();
        int markerAndType = header.get(1) & 0xFF;
        return new RtpPacket(
                markerAndType & 0x7F,
                (markerAndType & MARKER) != 0,
                header.getShort(2) & 0xFFFF,
                header.getInt(4) & 0xFFFFFFFFL,
                header.getInt(8) & 0xFFFFFFFFL);
    }

    void write(ByteBuffer packet) {
        packet.put((byte) VERSION_2).put((byte) (payloadType | (marker ? MARKER : 0)));
        packet.putShort((short) sequenceNumber).putInt((int) timestamp).putInt((int) ssrc);
    }
}

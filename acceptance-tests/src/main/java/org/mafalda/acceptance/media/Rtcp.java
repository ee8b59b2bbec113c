package org.mafalda.acceptance.media;

import java.nio.ByteBuffer;
import java.time.Instant;

/** RTCP messages (RFC 3550, RFC 4585, RFC 5104) as endpoints send them. */
public final class Rtcp {
    /** Packet type of sender reports. */
    public static final int SENDER_REPORT = 200;

    /** Packet type of feedback about the transport: NACK. */
    public static final int TRANSPORT_FEEDBACK = 205;

    /** Packet type of feedback about the payload: PLI, FIR. */
    public static final int PAYLOAD_FEEDBACK = 206;

    private static final int VERSION_2 = 0x80;
    private static final int GENERIC_NACK = 1;
    private static final int PICTURE_LOSS = 1;
    private static final int FULL_INTRA = 4;
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;

    private Rtcp() {}

    /** Says how the RTP clock of a stream relates to the wall clock now. */
    public static ByteBuffer senderReport(long ssrc, long rtpTimestamp, int packets, int octets) {
        Instant now = Instant.now();
        long fraction = ((long) now.getNano() << 32) / 1_000_000_000L;
        return begin(0, SENDER_REPORT, 28)
                .putInt((int) ssrc)
                .putInt((int) (now.getEpochSecond() + SECONDS_FROM_1900_TO_1970))
                .putInt((int) fraction)
                .putInt((int) rtpTimestamp)
                .putInt(packets)
                .putInt(octets)
                .flip();
    }

    /** Asks for a packet again. */
    public static ByteBuffer nack(long mediaSsrc, int sequenceNumber) {
        return begin(GENERIC_NACK, TRANSPORT_FEEDBACK, 16)
                .putInt(1)
                .putInt((int) mediaSsrc)
                .putShort((short) sequenceNumber)
                .putShort((short) 0)
                .flip();
    }

    /** Asks for a key frame: Picture Loss Indication. */
    public static ByteBuffer pli(long mediaSsrc) {
        return begin(PICTURE_LOSS, PAYLOAD_FEEDBACK, 12)
                .putInt(1)
                .putInt((int) mediaSsrc)
                .flip();
    }

    /** Asks for a key frame: Full Intra Request. */
    public static ByteBuffer fir(long mediaSsrc, int sequenceNumber) {
        return begin(FULL_INTRA, PAYLOAD_FEEDBACK, 20)
                .putInt(1)
                .putInt(0)
                .putInt((int) mediaSsrc)
                .putInt(sequenceNumber << 24)
                .flip();
    }

    private static ByteBuffer begin(int count, int type, int bytes) {
        return ByteBuffer.allocate(bytes)
                .put((byte) (VERSION_2 | count))
                .put((byte) type)
                .putShort((short) (bytes / 4 - 1));
    }

    /** Whether one of the messages of a compound packet is of that type. */
    public static boolean contains(ByteBuffer compound, int type) {
        int offset = 0;
        while (offset + 4 <= compound.limit()) {
            if ((compound.get(offset + 1) & 0xff) == type) {
                return true;
            }
            offset += 4 + 4 * Short.toUnsignedInt(compound.getShort(offset + 2));
        }
        return false;
    }
}

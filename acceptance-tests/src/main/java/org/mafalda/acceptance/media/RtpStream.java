package org.mafalda.acceptance.media;

import java.nio.ByteBuffer;
import java.util.TreeMap;

/** Sends the packets of one RTP stream (RFC 3550) with header extensions (RFC 8285). Not thread-safe. */
public final class RtpStream {
    private static final int HEADER = 12;
    private static final int VERSION_2 = 0x80;
    private static final int HAS_EXTENSION = 0x10;
    private static final int MARKER = 0x80;
    private static final int ONE_BYTE_PROFILE = 0xBEDE;

    private final RtpSocket socket;
    private final int payloadType;
    private final long ssrc;
    private final TreeMap<Integer, byte[]> extensions = new TreeMap<>();
    private int sequenceNumber = 1;
    private long timestamp = 1000;
    private int packets;
    private int octets;

    RtpStream(RtpSocket socket, int payloadType, long ssrc) {
        this.socket = socket;
        this.payloadType = payloadType;
        this.ssrc = ssrc;
    }

    /** From now on packets carry a header extension of 1 to 16 bytes. */
    public RtpStream extension(int id, byte... value) {
        extensions.put(id, value.clone());
        return this;
    }

    /** The stream. */
    public long ssrc() {
        return ssrc;
    }

    /** The sequence number of the next packet. */
    public int nextSequenceNumber() {
        return sequenceNumber & 0xffff;
    }

    /** Moves the RTP clock. */
    public RtpStream advance(int ticks) {
        timestamp += ticks;
        return this;
    }

    /** Leaves out sequence numbers, as if packets had been lost. */
    public RtpStream lose(int lost) {
        sequenceNumber += lost;
        return this;
    }

    /** Sends the next packet. */
    public void send(byte[] payload, boolean marker) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + extensionBytes() + payload.length);
        packet.put((byte) (extensions.isEmpty() ? VERSION_2 : VERSION_2 | HAS_EXTENSION));
        packet.put((byte) (marker ? MARKER | payloadType : payloadType));
        packet.putShort((short) sequenceNumber++).putInt((int) timestamp).putInt((int) ssrc);
        writeExtensions(packet);
        packet.put(payload).flip();
        packets++;
        octets += payload.length;
        socket.send(packet);
    }

    /** Says what time it is on the RTP clock, in an RTCP sender report. */
    public void report() {
        socket.send(Rtcp.senderReport(ssrc, timestamp, packets, octets));
    }

    private int extensionBytes() {
        return extensions.isEmpty() ? 0 : 4 + paddedExtensionBytes();
    }

    private int paddedExtensionBytes() {
        int bytes =
                extensions.values().stream().mapToInt(value -> 1 + value.length).sum();
        return (bytes + 3) / 4 * 4;
    }

    private void writeExtensions(ByteBuffer packet) {
        if (extensions.isEmpty()) {
            return;
        }
        int bytes = paddedExtensionBytes();
        packet.putShort((short) ONE_BYTE_PROFILE).putShort((short) (bytes / 4));
        int end = packet.position() + bytes;
        extensions.forEach((id, value) ->
                packet.put((byte) ((id << 4) | (value.length - 1))).put(value));
        packet.position(end);
    }
}

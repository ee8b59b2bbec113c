package org.mafalda.acceptance.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Sends RTP packets (RFC 3550) of one stream to a port on loopback. Not thread-safe. */
public final class RtpSender implements AutoCloseable {
    private static final int HEADER = 12;
    private static final byte VERSION_2 = (byte) 0x80;
    private static final byte[] PAYLOAD = {0x78, 0x01, 0x02, 0x03};
    private static final int SAMPLES_PER_PACKET = 960;

    private final DatagramSocket socket;
    private final InetSocketAddress target;
    private final int payloadType;
    private final long ssrc;
    private short sequenceNumber = 1;
    private int timestamp = 1000;

    /** A stream towards 127.0.0.1 at that port. */
    public RtpSender(int port, int payloadType, long ssrc) {
        try {
            this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            this.socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.payloadType = payloadType;
        this.ssrc = ssrc;
    }

    /** Sends the next packets. */
    public void send(int packets) {
        for (int i = 0; i < packets; i++) {
            ByteBuffer packet = ByteBuffer.allocate(HEADER + PAYLOAD.length);
            packet.put(VERSION_2).put((byte) payloadType).putShort(sequenceNumber++);
            packet.putInt(timestamp).putInt((int) ssrc).put(PAYLOAD);
            timestamp += SAMPLES_PER_PACKET;
            try {
                socket.send(new DatagramPacket(packet.array(), packet.capacity(), target));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The port that it sends from. */
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}

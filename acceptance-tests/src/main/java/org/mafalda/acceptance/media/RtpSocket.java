package org.mafalda.acceptance.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.mafalda.acceptance.Futures;

/**
 * One end of a conversation in RTP and RTCP (RFC 3550, on one port as in RFC 5761) with a port on loopback. Not
 * thread-safe.
 */
public final class RtpSocket implements AutoCloseable {
    private static final int MAX_PACKET = 2048;
    private static final int FIRST_RTCP_TYPE = 192;
    private static final int LAST_RTCP_TYPE = 223;

    private final InetSocketAddress target;
    private final DatagramSocket socket;

    /** A conversation with 127.0.0.1 at that port. */
    public RtpSocket(int port) {
        try {
            this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            this.socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of this end. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** A new stream that is sent through this socket. */
    public RtpStream stream(int payloadType, long ssrc) {
        return new RtpStream(this, payloadType, ssrc);
    }

    /** Sends a packet. */
    public void send(ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.duplicate().get(bytes);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next RTP packet; what comes before it is dropped. Fails if there is none in time. */
    public RtpPacket nextRtp() {
        return nextRtp(packet -> true);
    }

    /** The next RTP packet of which that is true; what comes before it is dropped. Fails if there is none in time. */
    public RtpPacket nextRtp(Predicate<RtpPacket> wanted) {
        return new RtpPacket(next(packet -> !isRtcp(packet) && wanted.test(new RtpPacket(packet))));
    }

    /** The next RTCP message of that type; what comes before it is dropped. Fails if there is none in time. */
    public ByteBuffer nextRtcp(int type) {
        return next(packet -> isRtcp(packet) && Rtcp.contains(packet, type));
    }

    private static boolean isRtcp(ByteBuffer packet) {
        int type = packet.get(1) & 0xff;
        return type >= FIRST_RTCP_TYPE && type <= LAST_RTCP_TYPE;
    }

    private ByteBuffer next(Predicate<ByteBuffer> wanted) {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        DatagramPacket received = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
        try {
            while (true) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("No such packet in " + Futures.DEADLINE.toSeconds() + " s");
                }
                socket.setSoTimeout((int) left);
                socket.receive(received);
                ByteBuffer packet = ByteBuffer.allocate(received.getLength());
                packet.put(received.getData(), 0, received.getLength()).flip();
                if (packet.remaining() > 1 && wanted.test(packet)) {
                    return packet;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No such packet in " + Futures.DEADLINE.toSeconds() + " s", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

package org.mafalda.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;

/** Sends RTP packets of 172 bytes from a UDP port; what comes there is dropped. */
final class OpusSender implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int PAYLOAD_BYTES = 160;
    private static final int SAMPLES = 960;

    private final DatagramSocket socket;
    private final int target;
    private int sequenceNumber;

    OpusSender(int target) throws IOException {
        this.target = target;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    /** Where it is. */
    PlainTransportConnectOptions endpoint() {
        return PlainTransportConnectOptions.builder()
                .ip("127.0.0.1")
                .port(socket.getLocalPort())
                .build();
    }

    /** Sends so many packets, one in each interval. */
    void send(int packets, Duration interval) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + PAYLOAD_BYTES)
                .put(0, (byte) 0x80)
                .put(1, (byte) Sources.PAYLOAD_TYPE)
                .putInt(8, Sources.SSRC);
        DatagramPacket datagram =
                new DatagramPacket(packet.array(), packet.capacity(), InetAddress.getLoopbackAddress(), target);
        long next = System.nanoTime();
        for (int number = 0; number < packets; number++) {
            packet.putShort(2, (short) ++sequenceNumber).putInt(4, sequenceNumber * SAMPLES);
            socket.send(datagram);
            next += interval.toNanos();
            long wait = next - System.nanoTime();
            if (wait > TimeUnit.MICROSECONDS.toNanos(50)) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

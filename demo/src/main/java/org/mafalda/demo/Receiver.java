package org.mafalda.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The far end: takes RTP on a port of 127.0.0.1 and counts it by SSRC. Thread-safe. Receives until closed, on a thread
 * of its own.
 */
final class Receiver implements AutoCloseable {
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int MAX_DATAGRAM = 65_535;

    private final DatagramSocket socket;
    private final Map<Long, SequenceCounter> counters = new ConcurrentHashMap<>();
    private final Object arrival = new Object();
    private long lastPacketNanos = System.nanoTime();
    private OptionalLong firstPacketNanos = OptionalLong.empty();

    Receiver() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setReceiveBufferSize(BUFFER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::receive, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Counts that SSRC from now on; what has another one is not looked at. */
    SequenceCounter count(long ssrc) {
        SequenceCounter counter = new SequenceCounter();
        counters.put(ssrc, counter);
        return counter;
    }

    private void receive() {
        byte[] bytes = new byte[MAX_DATAGRAM];
        DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
        while (!socket.isClosed()) {
            try {
                socket.receive(datagram);
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
                throw new UncheckedIOException(e);
            }
            take(ByteBuffer.wrap(bytes, 0, datagram.getLength()));
        }
    }

    private void take(ByteBuffer bytes) {
        if (!RtpPacket.isRtp(bytes)) {
            return;
        }
        RtpPacket packet = RtpPacket.read(bytes);
        SequenceCounter counter = counters.get(packet.ssrc());
        if (counter == null) {
            return;
        }
        counter.take(packet.sequenceNumber());
        synchronized (arrival) {
            lastPacketNanos = System.nanoTime();
            if (firstPacketNanos.isEmpty()) {
                firstPacketNanos = OptionalLong.of(lastPacketNanos);
            }
            arrival.notifyAll();
        }
    }

    /** When the first packet came, on the clock of {@link System#nanoTime}; empty before. */
    OptionalLong firstPacketNanos() {
        synchronized (arrival) {
            return firstPacketNanos;
        }
    }

    /** Waits until nothing has come for some time, but not longer than the limit. */
    void awaitQuiet(Duration quiet, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (arrival) {
            lastPacketNanos = System.nanoTime();
            while (true) {
                long now = System.nanoTime();
                long left = Math.min(lastPacketNanos + quiet.toNanos() - now, deadline - now);
                if (left <= 0) {
                    return;
                }
                arrival.wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

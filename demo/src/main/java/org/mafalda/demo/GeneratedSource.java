package org.mafalda.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Media without an encoder: a recorded test picture as VP8 (RFC 7741), over and over, and silence as Opus (RFC 7587).
 *
 * <p>The video's sequence numbers begin shortly before they roll over, so that every run goes through that.
 */
final class GeneratedSource implements MediaSource {
    private static final int MAX_PAYLOAD = 1100;
    private static final int FIRST_VIDEO_NUMBER = 65_500;
    private static final int FIRST_AUDIO_NUMBER = 1_000;
    private static final int AUDIO_PACKETS_PER_SECOND = 50;
    /** 20 ms of silence: CELT, full band, one frame. */
    private static final byte[] OPUS_SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

    private static final int EXTENDED = 0x80;
    private static final int START_OF_PARTITION = 0x10;
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int LONG_PICTURE_ID = 0x8000;

    private final int port;
    private final DatagramSocket socket;
    private final IvfFile picture = IvfFile.testPicture();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Thread thread;
    private final AtomicLong videoPackets = new AtomicLong();
    private final AtomicLong audioPackets = new AtomicLong();
    private volatile boolean stopped;

    private GeneratedSource(int port, @Nullable Duration length) {
        this.port = port;
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
            socket.connect(new InetSocketAddress(loopback, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> run(length), "media-source");
        thread.setDaemon(true);
    }

    /** Starts sending to that port of 127.0.0.1; without a length it sends until closed. */
    static GeneratedSource start(int port, @Nullable Duration length) {
        GeneratedSource source = new GeneratedSource(port, length);
        source.thread.start();
        return source;
    }

    private void run(@Nullable Duration length) {
        try (socket) {
            send(length == null ? Long.MAX_VALUE : length.toNanos());
            finished.complete(null);
        } catch (IOException e) {
            finished.completeExceptionally(
                    new IllegalStateException("Cannot send media [port:" + port + ", cause:" + e + "]", e));
        }
    }

    private void send(long lengthNanos) throws IOException {
        long start = System.nanoTime();
        long frame = 0;
        long tone = 0;
        while (!stopped) {
            long frameDue = due(frame, picture.framesPerSecond());
            long toneDue = due(tone, AUDIO_PACKETS_PER_SECOND);
            long due = Math.min(frameDue, toneDue);
            if (due >= lengthNanos) {
                return;
            }
            for (long left = start + due - System.nanoTime();
                    left > 0 && !stopped;
                    left = start + due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (due == frameDue) {
                sendFrame(frame++);
            } else {
                sendSilence(tone++);
            }
        }
    }

    private static long due(long index, int perSecond) {
        return index * TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    private void sendFrame(long index) throws IOException {
        byte[] frame = picture.frames().get((int) (index % picture.frames().size()));
        long timestamp = index * Stream.VIDEO.clockRate() / picture.framesPerSecond();
        for (int offset = 0; offset < frame.length; offset += MAX_PAYLOAD) {
            int length = Math.min(MAX_PAYLOAD, frame.length - offset);
            ByteBuffer payload = ByteBuffer.allocate(4 + length);
            payload.put((byte) (EXTENDED | (offset == 0 ? START_OF_PARTITION : 0)))
                    .put((byte) HAS_PICTURE_ID);
            payload.putShort((short) (LONG_PICTURE_ID | (index & 0x7FFF)));
            payload.put(frame, offset, length).flip();
            boolean last = offset + length == frame.length;
            send(Stream.VIDEO, last, FIRST_VIDEO_NUMBER + videoPackets.get(), timestamp, payload);
            videoPackets.incrementAndGet();
        }
    }

    private void sendSilence(long index) throws IOException {
        long timestamp = index * Stream.AUDIO.clockRate() / AUDIO_PACKETS_PER_SECOND;
        send(
                Stream.AUDIO,
                index == 0,
                FIRST_AUDIO_NUMBER + audioPackets.get(),
                timestamp,
                ByteBuffer.wrap(OPUS_SILENCE));
        audioPackets.incrementAndGet();
    }

    private void send(Stream stream, boolean marker, long number, long timestamp, ByteBuffer payload)
            throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(RtpPacket.HEADER_LENGTH + payload.remaining());
        new RtpPacket(stream.payloadType(), marker, (int) (number & 0xFFFF), timestamp, stream.ssrc()).write(packet);
        packet.put(payload);
        socket.send(new DatagramPacket(packet.array(), packet.capacity()));
    }

    @Override
    public CompletableFuture<Void> finished() {
        return finished.copy();
    }

    @Override
    public OptionalLong sent(Stream stream) {
        return OptionalLong.of((stream == Stream.VIDEO ? videoPackets : audioPackets).get());
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

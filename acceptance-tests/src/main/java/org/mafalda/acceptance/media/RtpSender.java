package org.mafalda.acceptance.media;

import java.nio.ByteBuffer;

/** Sends RTP packets of one audio stream to a port on loopback. Not thread-safe. */
public final class RtpSender implements AutoCloseable {
    private static final byte[] PAYLOAD = {0x78, 0x01, 0x02, 0x03};
    private static final int SAMPLES_PER_PACKET = 960;

    private final RtpSocket socket;
    private final RtpStream stream;

    /** A stream towards 127.0.0.1 at that port. */
    public RtpSender(int port, int payloadType, long ssrc) {
        this.socket = new RtpSocket(port);
        this.stream = socket.stream(payloadType, ssrc);
    }

    /** What its packets carry. */
    public static ByteBuffer payload() {
        return ByteBuffer.wrap(PAYLOAD).asReadOnlyBuffer();
    }

    /** The stream itself. */
    public RtpStream stream() {
        return stream;
    }

    /** Sends the next packets. */
    public void send(int packets) {
        for (int i = 0; i < packets; i++) {
            stream.send(PAYLOAD, false);
            stream.advance(SAMPLES_PER_PACKET);
        }
    }

    /** The port that it sends from. */
    public int localPort() {
        return socket.localPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}

package org.mafalda.acceptance.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;

/** The least of an ICE agent (RFC 8445): nominates a candidate with one STUN binding request. Not thread-safe. */
public final class IceAgent implements AutoCloseable {
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int PRIORITY = 0x0024;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int ICE_CONTROLLING = 0x802A;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_XOR = 0x5354554E;
    private static final int HEADER = 20;
    private static final int INTEGRITY_LENGTH = 20;
    private static final int ATTEMPTS = 20;
    private static final int ATTEMPT_MILLIS = 500;

    private final DatagramSocket socket;

    /** An agent on 127.0.0.1. */
    public IceAgent() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setSoTimeout(ATTEMPT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it sends from. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** Nominates a candidate on 127.0.0.1; returns when the other side has agreed. */
    public void nominate(IceParameters remote, IceCandidate candidate) {
        byte[] request = bindingRequest(remote);
        byte[] answer = new byte[1500];
        DatagramPacket received = new DatagramPacket(answer, answer.length);
        try {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate.port());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                socket.send(new DatagramPacket(request, request.length, target));
                if (receives(received) && ByteBuffer.wrap(answer).getShort() == BINDING_SUCCESS) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("No answer to the STUN binding request [candidate:" + candidate + "]");
    }

    private boolean receives(DatagramPacket received) throws IOException {
        try {
            socket.receive(received);
            return true;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        }
    }

    private static byte[] bindingRequest(IceParameters remote) {
        byte[] transactionId = new byte[12];
        new SecureRandom().nextBytes(transactionId);
        ByteBuffer message = ByteBuffer.allocate(512);
        message.putShort((short) BINDING_REQUEST).putShort((short) 0).putInt(MAGIC_COOKIE);
        message.put(transactionId);
        attribute(message, USERNAME, (remote.usernameFragment() + ":tester").getBytes(StandardCharsets.UTF_8));
        attribute(message, PRIORITY, new byte[] {0x6e, 0x7f, 0x1e, (byte) 0xff});
        attribute(message, ICE_CONTROLLING, new byte[8]);
        attribute(message, USE_CANDIDATE, new byte[0]);
        setLength(message, message.position() - HEADER + 4 + INTEGRITY_LENGTH);
        attribute(message, MESSAGE_INTEGRITY, hmacSha1(remote.password(), message));
        setLength(message, message.position() - HEADER + 8);
        CRC32 crc = new CRC32();
        crc.update(message.duplicate().flip());
        int fingerprint = (int) crc.getValue() ^ FINGERPRINT_XOR;
        attribute(
                message, FINGERPRINT, ByteBuffer.allocate(4).putInt(fingerprint).array());
        byte[] bytes = new byte[message.position()];
        message.flip().get(bytes);
        return bytes;
    }

    private static void attribute(ByteBuffer message, int type, byte[] value) {
        message.putShort((short) type).putShort((short) value.length).put(value);
        while (message.position() % 4 != 0) {
            message.put((byte) 0);
        }
    }

    private static void setLength(ByteBuffer message, int length) {
        message.putShort(2, (short) length);
    }

    private static byte[] hmacSha1(String password, ByteBuffer message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(message.duplicate().flip());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

package org.mafalda.acceptance.media;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mafalda.acceptance.Futures;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * The least of an ICE agent (RFC 8445), over UDP or TCP (RFC 6544): nominates a candidate with one STUN binding
 * request. Not thread-safe.
 */
public final class IceAgent implements AutoCloseable {
    private static final int ATTEMPTS = 20;
    private static final int ATTEMPT_MILLIS = 500;

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final DatagramSocket udp;
    private @Nullable Socket tcp;

    /** An agent on 127.0.0.1. */
    public IceAgent() {
        try {
            udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
            udp.setSoTimeout(ATTEMPT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it sends from: that of its TCP connection if it has one, or else its UDP port. */
    public int localPort() {
        return tcp == null ? udp.getLocalPort() : tcp.getLocalPort();
    }

    /** Nominates a candidate on 127.0.0.1; returns when the other side has agreed. */
    public void nominate(IceParameters remote, IceCandidate candidate) {
        byte[] request = Stun.bindingRequest(remote);
        InetSocketAddress target = new InetSocketAddress(loopback, candidate.port());
        try {
            boolean agreed = candidate.protocol() == TransportProtocol.UDP
                    ? agreesOverUdp(request, target)
                    : agreesOverTcp(request, target);
            if (!agreed) {
                throw new AssertionError("No answer to the STUN binding request [candidate:" + candidate + "]");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean agreesOverUdp(byte[] request, InetSocketAddress target) throws IOException {
        DatagramPacket received = new DatagramPacket(new byte[1500], 1500);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            udp.send(new DatagramPacket(request, request.length, target));
            if (receives(received) && Stun.isSuccess(ByteBuffer.wrap(received.getData(), 0, received.getLength()))) {
                return true;
            }
        }
        return false;
    }

    private boolean receives(DatagramPacket received) throws IOException {
        try {
            udp.receive(received);
            return true;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        }
    }

    /** Each message follows its length in 16 bits (RFC 4571). */
    private boolean agreesOverTcp(byte[] request, InetSocketAddress target) throws IOException {
        if (tcp == null) {
            tcp = new Socket();
            tcp.setSoTimeout((int) Futures.DEADLINE.toMillis());
            tcp.connect(target, (int) Futures.DEADLINE.toMillis());
        }
        DataOutputStream out = new DataOutputStream(tcp.getOutputStream());
        out.writeShort(request.length);
        out.write(request);
        DataInputStream in = new DataInputStream(tcp.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return Stun.isSuccess(ByteBuffer.wrap(answer));
    }

    @Override
    public void close() {
        udp.close();
        if (tcp != null) {
            try {
                tcp.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

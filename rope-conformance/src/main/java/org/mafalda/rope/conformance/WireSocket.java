package org.mafalda.rope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One end of a WebSocket (RFC 6455) on a bare socket, so that it can be cut, and broken, at any byte. One thread may
 * send while another takes what has come.
 */
final class WireSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** No close frame came: the connection was cut. */
    static final int CUT = 1006;

    private static final int NO_CODE = 1005;
    private static final int LONGEST = 256 << 20;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final boolean client;
    private final String subprotocol;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private volatile boolean closeSent;

    /** A whole message or a pong, or how the connection ended. */
    static final class Heard {
        private final int kind;
        private final byte[] payload;
        private final int code;

        private Heard(int kind, byte[] payload, int code) {
            this.kind = kind;
            this.payload = payload;
            this.code = code;
        }

        /** {@link #TEXT}, {@link #BINARY}, {@link #PONG} or {@link #CLOSE}. */
        int kind() {
            return kind;
        }

        byte[] payload() {
            return payload;
        }

        /** The close code. */
        int code() {
            return code;
        }
    }

    /** After the handshake; {@code in} is the socket's input. */
    WireSocket(Socket socket, DataInputStream in, boolean client, String subprotocol) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.client = client;
        this.subprotocol = subprotocol;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(0);
        Thread reader = new Thread(this::read, "wire-socket");
        reader.setDaemon(true);
        reader.start();
    }

    /** The subprotocol that was agreed on. */
    String subprotocol() {
        return subprotocol;
    }

    // ---- what comes

    /** What came next; null if nothing comes for so long. */
    @Nullable Heard next(long millis) throws InterruptedException {
        return heard.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void read() {
        int code = CUT;
        try {
            int kind = 0;
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            while (true) {
                int first = in.readUnsignedByte();
                byte[] payload = payload();
                int opcode = first & 0x0f;
                if (opcode == CLOSE) {
                    code = payload.length < 2 ? NO_CODE : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
                    break;
                } else if (opcode == PING) {
                    send(0x80 | PONG, payload, payload.length);
                } else if (opcode == PONG) {
                    heard.add(new Heard(PONG, payload, 0));
                } else {
                    kind = opcode == 0 ? kind : opcode;
                    message.writeBytes(payload);
                    if ((first & 0x80) != 0) {
                        heard.add(new Heard(kind, message.toByteArray(), 0));
                        message.reset();
                    }
                }
            }
            if (!closeSent) {
                close(code == NO_CODE ? 1000 : code);
            }
        } catch (IOException e) {
            // The end is told below, whatever its reason was.
            code = code == CUT ? CUT : code;
        }
        heard.add(new Heard(CLOSE, new byte[0], code));
        cut();
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > LONGEST) {
            throw new EOFException("Frame of " + length + " bytes");
        }
        byte[] mask = new byte[4];
        if ((second & 0x80) != 0) {
            in.readFully(mask);
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    // ---- what goes

    /** Sends a message in one frame. */
    void send(boolean text, byte[] payload) throws IOException {
        send(0x80 | (text ? TEXT : BINARY), payload, payload.length);
    }

    /** Sends a message in two frames. */
    void sendInParts(boolean text, byte[] payload) throws IOException {
        int half = payload.length / 2;
        send(text ? TEXT : BINARY, java.util.Arrays.copyOf(payload, half), half);
        byte[] rest = java.util.Arrays.copyOfRange(payload, half, payload.length);
        send(0x80, rest, rest.length);
    }

    /** Sends the first half of a frame, and nothing more: the connection is to be cut. */
    void sendHalf(boolean text, byte[] payload) throws IOException {
        send(0x80 | (text ? TEXT : BINARY), payload, payload.length / 2);
    }

    void ping() throws IOException {
        send(0x80 | PING, new byte[] {1, 2, 3}, 3);
    }

    private synchronized void send(int first, byte[] payload, int written) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(first);
        int masked = client ? 0x80 : 0;
        if (payload.length < 126) {
            frame.write(masked | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(masked | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(masked | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] mask = new byte[4];
        if (client) {
            ThreadLocalRandom.current().nextBytes(mask);
            frame.writeBytes(mask);
        }
        for (int i = 0; i < written; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Says goodbye with that code; the answer comes as what is heard last. */
    void close(int code) throws IOException {
        closeSent = true;
        send(0x80 | CLOSE, new byte[] {(byte) (code >> 8), (byte) code}, 2);
    }

    /** Ends the connection with a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
            closeSent = true;
        }
        cut();
    }

    private void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            closeSent = true;
        }
    }

    @Override
    public void close() {
        cut();
    }
}

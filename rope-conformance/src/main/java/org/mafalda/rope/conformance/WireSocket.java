package org.mafalda.rope.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
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
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST = 256 << 20;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

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

    /** The server did not want the connection. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("The server refused the upgrade [status:" + status + "]");
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private WireSocket(Socket socket, DataInputStream in, boolean client, String subprotocol) throws IOException {
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

    /** Connects to a server; fails with {@link Refused} if it does not want to. */
    static WireSocket connect(URI uri, List<String> subprotocols) throws IOException {
        boolean secure = "wss".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        Socket socket = secure ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] nonce = new byte[16];
            ThreadLocalRandom.current().nextBytes(nonce);
            String key = Base64.getEncoder().encodeToString(nonce);
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            write(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: " + uri.getHost() + ":" + port
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                            + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: "
                            + String.join(", ", subprotocols) + "\r\n\r\n");
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            List<String> head = head(in);
            String[] status = head.get(0).split(" ", 3);
            if (!status[1].equals("101")) {
                throw new Refused(Integer.parseInt(status[1]));
            }
            if (!accept(key).equals(header(head, "Sec-WebSocket-Accept"))) {
                throw new IOException("The server's Sec-WebSocket-Accept is wrong");
            }
            return new WireSocket(socket, in, true, header(head, "Sec-WebSocket-Protocol"));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Takes on a client that speaks that subprotocol. */
    static WireSocket accept(Socket socket, String subprotocol) throws IOException {
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            List<String> head = head(in);
            if (!List.of(header(head, "Sec-WebSocket-Protocol").split("\\s*,\\s*", -1))
                    .contains(subprotocol)) {
                write(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                throw new IOException("The client does not offer the subprotocol " + subprotocol);
            }
            write(
                    socket,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
                            + "\r\nSec-WebSocket-Accept: " + accept(header(head, "Sec-WebSocket-Key"))
                            + "\r\nSec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n");
            return new WireSocket(socket, in, false, subprotocol);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The lines up to the empty one. */
    private static List<String> head(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            bytes.write(in.readByte());
            text = bytes.toString(StandardCharsets.ISO_8859_1);
        }
        return List.of(text.split("\r\n", 0));
    }

    private static String header(List<String> head, String name) {
        String prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
        for (String line : head) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix)) {
                return line.substring(prefix.length()).trim();
            }
        }
        return "";
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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

package org.mafalda.rope.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;

/** The handshake of HTTP after which a socket is a WebSocket (RFC 6455, section 4). Without state. */
final class Upgrade {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Upgrade() {}

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

    /** Connects to a server; fails with {@link Refused} if it does not want to. No origin is an empty one. */
    static WireSocket connect(URI uri, List<String> subprotocols, String origin) throws IOException {
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
                            + (origin.isEmpty() ? "" : "\r\nOrigin: " + origin)
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
                write(socket, refusal(400));
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

    /** Tells a client that it cannot come in. */
    static void refuse(Socket socket, int status) throws IOException {
        try (socket) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var unused = head(new DataInputStream(new BufferedInputStream(socket.getInputStream())));
            write(socket, refusal(status));
        }
    }

    private static String refusal(int status) {
        return "HTTP/1.1 " + status + " Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
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
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        for (String line : head) {
            if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
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
}

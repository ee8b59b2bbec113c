package org.mafalda.rope.conformance;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One connection of an exchange, with what the specification asks of every message on it. */
final class Line implements AutoCloseable {
    private final String name;
    private final WireSocket socket;
    private final Codec codec;
    private final List<String> transcript;
    private final Queue<JsonNode> messages = new ArrayDeque<>();
    private Counts counts = new Counts();
    private @Nullable JsonNode helloId;
    private long helloReceived;
    private long revision;
    private int endCode;
    private boolean ended;
    private boolean pong;

    /** How many numbered messages of a session have gone either way. */
    static final class Counts {
        private long down;
        private long up;

        /** From server to client. */
        long down() {
            return down;
        }

        /** From client to server. */
        long up() {
            return up;
        }
    }

    Line(String name, WireSocket socket, Codec codec, List<String> transcript) {
        this.name = name;
        this.socket = socket;
        this.codec = codec;
        this.transcript = transcript;
    }

    Codec codec() {
        return codec;
    }

    WireSocket socket() {
        return socket;
    }

    Counts counts() {
        return counts;
    }

    void counts(Counts ofItsSession) {
        counts = ofItsSession;
    }

    /** The close code with which it ended. */
    int endCode() {
        return endCode;
    }

    boolean isOpen() {
        return !ended;
    }

    // ---- what goes

    void send(byte[] frame) throws Failure {
        try {
            socket.send(codec.text(), frame);
        } catch (IOException e) {
            throw new Failure("connection " + name + " cannot be written to: " + e.getMessage());
        }
    }

    void say(String what) {
        transcript.add(name + " → " + shortened(what));
    }

    // ---- what comes

    /** The next message; null at the end of the connection. */
    @Nullable JsonNode next(long deadlineNanos) throws Failure {
        while (messages.isEmpty() && !ended) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            WireSocket.Heard heard = poll(Math.max(1, millis));
            if (heard == null) {
                throw new Failure("nothing came in time on connection " + name);
            }
            take(heard);
        }
        return messages.poll();
    }

    /** Waits for the answer to a ping, and keeps what comes before it. */
    void awaitPong(long deadlineNanos) throws Failure {
        pong = false;
        while (!pong) {
            WireSocket.Heard heard =
                    poll(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
            if (heard == null || ended) {
                throw new Failure("no pong came");
            }
            take(heard);
        }
    }

    private WireSocket.@Nullable Heard poll(long millis) {
        try {
            return socket.next(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void take(WireSocket.Heard heard) throws Failure {
        switch (heard.kind()) {
            case WireSocket.CLOSE -> {
                ended = true;
                endCode = heard.code();
                transcript.add(name + " ← the end, code " + endCode);
            }
            case WireSocket.PONG -> pong = true;
            default -> {
                if ((heard.kind() == WireSocket.TEXT) != codec.text()) {
                    throw new Failure("a frame came that is of the wrong kind for " + codec.subprotocol());
                }
                try {
                    JsonNode frame = Json.decode(heard.payload(), codec);
                    transcript.add(name + " ← " + shortened(frame.toString()));
                    if (frame.isArray()) {
                        frame.forEach(messages::add);
                    } else {
                        messages.add(frame);
                    }
                } catch (JacksonException e) {
                    throw new Failure("a frame came that cannot be parsed: " + e.getOriginalMessage());
                }
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000) + "… (" + text.length() + " characters)";
    }

    // ---- what holds for every message

    /** Counts a message of either side. */
    void count(JsonNode message, boolean down) {
        String method = message.path("method").asString("");
        if (method.equals("rope.hello")) {
            helloId = message.path("id");
            helloReceived = message.path("params").path("received").asLong(0);
        } else if (down && helloId != null && helloId.equals(message.get("id"))) {
            helloId = null;
            begin(message.path("result"));
        } else if (!List.of("rope.ack", "rope.fault", "rope.bye").contains(method)
                && !message.path("lossy").asBoolean(false)) {
            if (down) {
                counts.down++;
            } else {
                counts.up++;
            }
        }
    }

    private void begin(JsonNode answer) {
        if (!answer.path("resumed").asBoolean(false)) {
            counts = new Counts();
        } else {
            counts.down = helloReceived;
            counts.up = answer.path("received").asLong(0);
        }
    }

    /** Checks what every message of the other side must keep to. */
    void check(JsonNode message) throws Failure {
        if (!message.path("jsonrpc").asString("").equals("2.0")) {
            throw new Failure("a message without \"jsonrpc\":\"2.0\" came: " + message);
        }
        JsonNode next = message.path("params").path("revision");
        if (message.path("method").asString("").equals("rope.change")) {
            if (next.asLong(0) <= revision) {
                throw new Failure("revision " + next + " came after " + revision);
            }
            revision = next.longValue();
        } else if (next.isIntegralNumber()) {
            revision = next.longValue();
        }
        JsonNode result = message.path("result");
        if (result.has("description")) {
            String digest = Digest.of(result.path("description"));
            if (!digest.equals(result.path("digest").asString(""))) {
                throw new Failure("digest " + result.path("digest") + " is not that of the description: " + digest);
            }
        }
    }

    /** After a resumption what was told already may be told again. */
    void forgetRevision() {
        revision = 0;
    }

    @Override
    public void close() {
        socket.close();
    }
}

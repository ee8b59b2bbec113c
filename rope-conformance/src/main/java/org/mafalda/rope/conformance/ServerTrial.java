package org.mafalda.rope.conformance;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mafalda.rope.protocol.Codec;
import tools.jackson.databind.JsonNode;

/** Holds a server to an exchange: plays the clients. */
final class ServerTrial extends Trial {
    private static final long SWEEP_SECONDS = 10;
    /** The status of an upgrade where too many connections come from one address. */
    private static final int CROWDED = 429;

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"rope.hello","params":{"contract":"rooms","version":1,"client":"sweep","token":"%s"}}""".formatted(Exchange.MASTER_TOKEN);

    private final URI uri;

    ServerTrial(Exchange exchange, Codec codec, URI uri) {
        super(exchange, codec, "client");
        this.uri = uri;
    }

    @Override
    Line connect(String name, JsonNode step, long deadlineNanos) throws Failure {
        boolean other = step.path("codec").asString("").equals("other");
        Codec spoken = other ? (codec == Codec.JSON ? Codec.CBOR : Codec.JSON) : codec;
        List<String> offered = new ArrayList<>(offered(step));
        if (offered.isEmpty()) {
            offered.add(spoken.subprotocol());
        }
        try {
            WireSocket socket = upgrade(offered, deadlineNanos);
            if (!socket.subprotocol().equals(spoken.subprotocol())) {
                socket.close();
                throw new Failure("the server selected " + socket.subprotocol() + " of " + offered);
            }
            return new Line(name, socket, spoken, transcript);
        } catch (IOException e) {
            throw new Failure("no connection to " + uri + ": " + e);
        }
    }

    /** There may be no room until the server has noticed that earlier connections have ended. */
    private WireSocket upgrade(List<String> offered, long deadlineNanos) throws IOException {
        while (true) {
            try {
                return Upgrade.connect(uri, offered, "");
            } catch (Upgrade.Refused e) {
                if (e.status() != CROWDED || System.nanoTime() - deadlineNanos > 0) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    private List<String> offered(JsonNode step) {
        return step.path("offering")
                .valueStream()
                .map(JsonNode::stringValue)
                .map(one -> one.equals("$codec") ? codec.subprotocol() : one)
                .toList();
    }

    @Override
    void application(String verb, JsonNode step, long deadlineNanos) throws Failure {
        switch (verb) {
            case "refused" -> refused(step);
            case "do", "see" -> {
                // What the client's application does shows in what the client sends.
            }
            default -> throw new IllegalArgumentException("No such step: " + verb);
        }
    }

    private void refused(JsonNode step) throws Failure {
        List<String> offered = offered(step);
        String origin = step.path("origin").asString("");
        try {
            Upgrade.connect(uri, offered, origin).close();
        } catch (Upgrade.Refused e) {
            if (e.status() != step.path("status").intValue()) {
                throw new Failure("the upgrade was refused with status " + e.status());
            }
            return;
        } catch (IOException e) {
            throw new Failure("no connection to " + uri + ": " + e);
        }
        throw new Failure("the server accepted what it must refuse with status " + step.path("status"));
    }

    /** Empties the house, so that no exchange meets what another has left. */
    void sweep() throws Failure {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SWEEP_SECONDS);
        try (Line line = connect("sweep", Json.NODES.objectNode(), deadline)) {
            line.send(Json.encode(Json.parse(HELLO), line.codec()));
            Map<Long, Long> rooms = new HashMap<>();
            JsonNode message = next(line, deadline);
            while (!message.path("params").path("last").asBoolean(false)) {
                message = next(line, deadline);
                for (JsonNode object : message.path("params").path("objects")) {
                    if (object.path("type").asString("").equals("Room")) {
                        rooms.put(object.path("id").asLong(0), 0L);
                    }
                }
            }
            for (long room : rooms.keySet()) {
                line.send(Json.encode(
                        Json.parse("{\"jsonrpc\":\"2.0\",\"method\":\"close\",\"params\":[" + room + "]}"),
                        line.codec()));
            }
            while (!rooms.isEmpty()) {
                JsonNode params = next(line, deadline).path("params");
                if (params.path("closed").asBoolean(false)) {
                    rooms.remove(params.path("of").asLong(0));
                }
            }
            bye(line);
        } finally {
            transcript.clear();
        }
    }

    private static JsonNode next(Line line, long deadline) throws Failure {
        JsonNode message = line.next(deadline);
        if (message == null) {
            throw new Failure("The house cannot be emptied: the connection ended with code " + line.endCode());
        }
        return message;
    }

    private static void bye(Line line) {
        try {
            line.send(Json.encode(
                    Json.parse("{\"jsonrpc\":\"2.0\",\"method\":\"rope.bye\",\"params\":{}}"), line.codec()));
            line.socket().close(1000);
        } catch (Failure | IOException e) {
            // It has ended by itself.
            line.close();
        }
    }

    @Override
    public void close() {
        for (Line line : lines()) {
            if (line.isOpen()) {
                bye(line);
            }
        }
        super.close();
    }
}

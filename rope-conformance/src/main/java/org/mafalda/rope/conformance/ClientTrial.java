package org.mafalda.rope.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds a client to an exchange: plays the server, and the application that uses the client. */
final class ClientTrial extends Trial {
    private static final int BACKLOG = 8;
    private static final long ASK_AGAIN_MILLIS = 20;

    private final ClientUnderTest client;
    private final ServerSocket listening;
    private final List<JsonNode> said = new ArrayList<>();
    private boolean connected;

    ClientTrial(Exchange exchange, Codec codec, ClientUnderTest client) throws Failure {
        super(exchange, codec, "server");
        this.client = client;
        try {
            listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new Failure("no port to listen on: " + e.getMessage());
        }
    }

    @Override
    Line connect(String name, JsonNode step, long deadlineNanos) throws Failure {
        if (!connected) {
            connected = true;
            ObjectNode line = Json.NODES.objectNode();
            line.put("connect", "ws://127.0.0.1:" + listening.getLocalPort() + "/rope");
            line.put("codec", codec == Codec.JSON ? "json" : "cbor");
            step.path("with")
                    .properties()
                    .forEach(option -> line.set(option.getKey(), pattern.fill(option.getValue())));
            tell(line);
        }
        try {
            return new Line(name, Upgrade.accept(accept(deadlineNanos), codec.subprotocol()), codec, transcript);
        } catch (IOException e) {
            throw new Failure("the client did not connect: " + e.getMessage());
        }
    }

    private Socket accept(long deadlineNanos) throws IOException {
        listening.setSoTimeout((int) Math.max(1, millisTo(deadlineNanos)));
        return listening.accept();
    }

    private void refuse(JsonNode step, long deadlineNanos) throws Failure {
        try {
            Upgrade.refuse(accept(deadlineNanos), step.path("status").intValue());
        } catch (IOException e) {
            throw new Failure("the client did not connect: " + e.getMessage());
        }
    }

    private static long millisTo(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private void tell(JsonNode line) throws Failure {
        transcript.add("client is told " + line);
        client.tell(line);
    }

    @Override
    void application(String verb, JsonNode step, long deadlineNanos) throws Failure {
        switch (verb) {
            case "do" -> {
                tell(step);
                if (step.has("as")) {
                    // What comes from now on is heard, whatever thread the client does this on.
                    see(Json.NODES.objectNode().set("hears", step.path("as")), deadlineNanos);
                }
            }
            case "refused" -> refuse(step, deadlineNanos);
            case "see" -> {
                if (step.has("state")) {
                    seeState(step, deadlineNanos);
                } else {
                    see(step, deadlineNanos);
                }
            }
            default -> throw new IllegalArgumentException("No such step: " + verb);
        }
    }

    /** The client must say so sooner or later, whatever else it says. */
    private void see(JsonNode wanted, long deadlineNanos) throws Failure {
        while (!heard(wanted)) {
            JsonNode line = client.next(Math.max(1, millisTo(deadlineNanos)));
            if (line == null) {
                throw new Failure("the client did not say " + wanted + ", but " + said);
            }
            transcript.add("client says " + line);
            said.add(line);
        }
    }

    private boolean heard(JsonNode wanted) {
        for (Iterator<JsonNode> lines = said.iterator(); lines.hasNext(); ) {
            if (pattern.mismatch(wanted, lines.next()) == null) {
                lines.remove();
                return true;
            }
        }
        return false;
    }

    /** What the client holds must become what is wanted. */
    private void seeState(JsonNode wanted, long deadlineNanos) throws Failure {
        String problem = "the client says nothing of its state";
        while (System.nanoTime() < deadlineNanos) {
            client.tell(Json.NODES.objectNode().put("state", true));
            JsonNode state = state(deadlineNanos);
            if (state == null) {
                break;
            }
            problem = pattern.mismatch(wanted, state);
            if (problem == null) {
                return;
            }
            problem = problem + ", in " + state;
            JsonNode more = client.next(ASK_AGAIN_MILLIS);
            if (more != null) {
                said.add(more);
            }
        }
        throw new Failure(String.valueOf(problem));
    }

    private @Nullable JsonNode state(long deadlineNanos) {
        for (JsonNode line = next(deadlineNanos); line != null; line = next(deadlineNanos)) {
            if (line.has("state")) {
                return line;
            }
            transcript.add("client says " + line);
            said.add(line);
        }
        return null;
    }

    private @Nullable JsonNode next(long deadlineNanos) {
        return client.next(Math.max(1, millisTo(deadlineNanos)));
    }

    @Override
    public void close() {
        super.close();
        client.close();
        try {
            listening.close();
        } catch (IOException e) {
            transcript.add("the port stays open: " + e.getMessage());
        }
    }
}

package org.mafalda.rope.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Transcoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays one side of one exchange against an implementation of the other. Used once, by one thread. */
abstract class Trial implements AutoCloseable {
    private static final long DEADLINE_MILLIS = 10_000;
    private static final String FIRST = "a";
    /** Characters of the long text. */
    private static final int LONG = 300_000;
    /** Elements of the list, and members of the object, that are more than a server under test takes. */
    private static final int MANY = 1001;

    final Codec codec;
    final Pattern pattern;
    final List<String> transcript = new ArrayList<>();
    private final Exchange exchange;
    /** What the player is. */
    private final String role;

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Line.Counts> sessions = new HashMap<>();

    Trial(Exchange exchange, Codec codec, String role) {
        this.exchange = exchange;
        this.codec = codec;
        this.role = role;
        this.pattern = new Pattern(exchange.values());
        pattern.bind("unique", Json.NODES.stringNode(UUID.randomUUID().toString()));
        pattern.bind("long", Json.NODES.stringNode("l".repeat(LONG)));
        ArrayNode many = Json.NODES.arrayNode();
        ObjectNode wide = Json.NODES.objectNode();
        for (int i = 0; i < MANY; i++) {
            many.add(i);
            wide.put("member" + i, i);
        }
        pattern.bind("many", many);
        pattern.bind("wide", wide);
    }

    /** A connection: made, or taken on. */
    abstract Line connect(String name, JsonNode step, long deadlineNanos) throws Failure;

    /** A step that the other side's application takes. */
    abstract void application(String verb, JsonNode step, long deadlineNanos) throws Failure;

    /** Plays all steps; the message of the failure has the number of the step and what was said. */
    final void run() throws Failure {
        for (int i = 0; i < exchange.steps().size(); i++) {
            JsonNode step = exchange.steps().get(i);
            try {
                play(step);
            } catch (Failure e) {
                throw new Failure("Step " + (i + 1) + " " + step + "\n  " + e.getMessage() + "\n    "
                        + String.join("\n    ", transcript));
            }
        }
    }

    private void play(JsonNode step) throws Failure {
        long within = step.has("within") ? pattern.fill(step.path("within")).longValue() : DEADLINE_MILLIS;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(within);
        String verb = step.propertyNames().iterator().next();
        String name = step.path("on").asString(FIRST);
        switch (verb) {
            case "connect" -> open(step.path(verb).stringValue(), step, deadline);
            case "client", "server" -> {
                if (verb.equals(role)) {
                    send(line(name), step.path(verb), step);
                } else {
                    expect(line(name), step, verb, deadline);
                }
            }
            case "frame" -> frame(line(name), step.path(verb));
            case "ping" -> ping(line(name), deadline);
            case "close" -> close(line(name), step.path(verb), deadline);
            case "cut" -> cut(step.path(verb).stringValue());
            case "repeat" -> {
                for (int i = step.path(verb).intValue(); i > 0; i--) {
                    for (JsonNode repeated : step.path("steps")) {
                        play(repeated);
                    }
                }
            }
            default -> application(verb, step.path(verb), deadline);
        }
    }

    private Line line(String name) {
        Line line = lines.get(name);
        if (line == null) {
            throw new IllegalArgumentException("The exchange has no connection " + name);
        }
        return line;
    }

    final Iterable<Line> lines() {
        return lines.values();
    }

    private void open(String name, JsonNode step, long deadline) throws Failure {
        Line before = lines.remove(name);
        if (before != null) {
            before.close();
        }
        lines.put(name, connect(name, step, deadline));
    }

    // ---- what goes

    private void send(Line line, JsonNode messages, JsonNode step) throws Failure {
        int times = step.path("times").asInt(1);
        List<JsonNode> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (JsonNode message : messages.isArray() ? messages : List.of(messages)) {
                enter(line, pattern.fill(message.path("params").path("session")));
                JsonNode filled = pattern.fill(message);
                all.add(filled);
                line.count(filled, role.equals("server"));
                remember(line, filled);
            }
        }
        JsonNode frame =
                messages.isArray() || times > 1 ? Json.NODES.arrayNode().addAll(all) : all.get(0);
        line.say(frame.toString());
        byte[] bytes = Json.encode(frame, line.codec());
        if (step.path("inParts").asBoolean(false)) {
            try {
                line.socket().sendInParts(line.codec().text(), bytes);
            } catch (IOException e) {
                throw new Failure("the connection cannot be written to: " + e.getMessage());
            }
        } else {
            line.send(bytes);
        }
    }

    /** Sends bytes that are no message, or not a whole one. */
    private void frame(Line line, JsonNode frame) throws Failure {
        try {
            boolean text = line.codec().text();
            if (frame.has("longerThan")) {
                int length = (int) pattern.fill(frame.path("longerThan")).longValue() + 1;
                line.say("a frame of " + length + " bytes");
                line.send(new byte[length]);
                return;
            }
            String json = pattern.fillText(frame.path("json").stringValue());
            byte[] bytes = !text && frame.has("cbor")
                    ? Json.hex(frame.path("cbor").stringValue())
                    : Transcoder.fromAnything(line.codec(), json);
            line.say("frame " + json);
            if (frame.path("half").asBoolean(false)) {
                line.socket().sendHalf(text, bytes);
            } else {
                line.socket().send(text != frame.path("otherKind").asBoolean(false), bytes);
            }
        } catch (IOException e) {
            throw new Failure("the connection cannot be written to: " + e.getMessage());
        }
    }

    private static void ping(Line line, long deadline) throws Failure {
        try {
            line.socket().ping();
        } catch (IOException e) {
            throw new Failure("the connection cannot be written to: " + e.getMessage());
        }
        line.awaitPong(deadline);
    }

    private void cut(String name) {
        transcript.add(name + " is cut");
        Line line = line(name);
        line.socket().reset();
    }

    private void close(Line line, JsonNode close, long deadline) throws Failure {
        String by = close.path("by").stringValue();
        JsonNode codes = close.path("code");
        if (by.equals(role)) {
            try {
                line.say("close " + codes);
                line.socket().close(codes.intValue());
            } catch (IOException e) {
                // The other side may have been quicker.
                transcript.add("closed already");
            }
        }
        while (line.isOpen()) {
            JsonNode message = line.next(deadline);
            if (message != null
                    && !isControl(message)
                    && !close.path("afterMore").asBoolean(false)) {
                throw new Failure("the connection was to be closed, and this came: " + message);
            }
        }
        boolean fits = codes.isArray()
                ? codes.valueStream().anyMatch(code -> code.intValue() == line.endCode())
                : codes.intValue() == line.endCode();
        if (!by.equals(role) && !fits) {
            throw new Failure("the close code must be " + codes + " and is " + line.endCode());
        }
    }

    // ---- what comes

    private static boolean isControl(JsonNode message) {
        return List.of("rope.ack", "rope.fault").contains(message.path("method").asString(""));
    }

    private void expect(Line line, JsonNode step, String verb, long deadline) throws Failure {
        JsonNode expected = Json.wire(step.path(verb), line.codec());
        List<JsonNode> wanted = new ArrayList<>();
        (expected.isArray() ? expected : List.of(expected)).forEach(wanted::add);
        boolean anyOrder = step.path("order").asString("").equals("any");
        while (!wanted.isEmpty()) {
            if (anyOrder) {
                wanted.remove(take(line, wanted, false, deadline));
            } else {
                List<JsonNode> alternatives = new ArrayList<>(List.of(wanted.remove(0)));
                step.path("or").forEach(one -> alternatives.add(Json.wire(one, line.codec())));
                var unused = take(line, alternatives, isAck(alternatives.get(0)), deadline);
            }
        }
    }

    private static boolean isAck(JsonNode message) {
        return message.path("method").asString("").equals("rope.ack");
    }

    /** Takes the next message, which must fit one of the patterns, and says which. */
    private int take(Line line, List<JsonNode> patterns, boolean ackWanted, long deadline) throws Failure {
        while (true) {
            JsonNode message = line.next(deadline);
            if (message == null) {
                throw new Failure("the connection ended with code " + line.endCode());
            }
            line.check(message);
            enter(line, message.path("params").path("session"));
            String problem = "nothing was expected";
            for (int i = 0; i < patterns.size(); i++) {
                problem = pattern.mismatch(patterns.get(i), message);
                if (problem == null) {
                    line.count(message, role.equals("client"));
                    remember(line, message);
                    return i;
                }
            }
            if (!isAck(message)) {
                throw new Failure("it does not fit: " + problem);
            }
            if (ackWanted) {
                transcript.add("  not yet: " + problem);
            }
        }
    }

    /** The counts of the session that a hello names are those of its connection from then on. */
    private void enter(Line line, JsonNode session) {
        if (session.isString()) {
            line.counts(sessions.getOrDefault(session.stringValue(), new Line.Counts()));
        }
        pattern.bind("down", Json.NODES.numberNode(line.counts().down()));
        pattern.bind("up", Json.NODES.numberNode(line.counts().up()));
    }

    private void remember(Line line, JsonNode message) {
        if (message.path("result").path("key").isString()) {
            sessions.put(message.path("result").path("session").asString(""), line.counts());
            line.forgetRevision();
        }
    }

    @Override
    public void close() {
        lines.values().forEach(Line::close);
    }
}

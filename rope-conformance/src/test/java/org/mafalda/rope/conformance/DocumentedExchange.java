package org.mafalda.rope.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the specification as exchanges, in the order in which they stand. What differs from one run to the
 * next becomes a placeholder: the names and secrets of sessions, the epoch, the first revision, the ids of requests.
 * All else must be as it is written. Each hello opens a connection; one that resumes does so after a cut.
 */
final class DocumentedExchange {
    private static final Pattern EXAMPLE = Pattern.compile("```json (client|server)\n(.*?)\n```", Pattern.DOTALL);
    /** Chosen anew in each run, and the same wherever they stand. */
    private static final Set<String> CHOSEN = Set.of("session", "key", "epoch");

    private static final int FORBIDDEN = -32011;

    private final List<Example> examples = new ArrayList<>();
    private final Map<String, JsonNode> values = new HashMap<>();

    /** A message, as it is written and with placeholders. */
    private record Example(String side, JsonNode written, JsonNode message) {
        String method() {
            return written.path("method").asString("");
        }

        JsonNode params() {
            return written.path("params");
        }

        boolean isHello() {
            return method().equals("rope.hello");
        }

        JsonNode step() {
            return Json.NODES.objectNode().set(side, message);
        }
    }

    DocumentedExchange(String specification) {
        values.put("description", Exchange.contract());
        Matcher matcher = EXAMPLE.matcher(specification);
        while (matcher.find()) {
            JsonNode written = Json.parse(matcher.group(2));
            ObjectNode message = (ObjectNode) general("", written);
            if (written.has("id")) {
                message.set("id", requestId(written));
            }
            examples.add(new Example(matcher.group(1), written, message));
        }
    }

    // ---- placeholders

    private JsonNode general(String name, JsonNode value) {
        if (value.isObject()) {
            ObjectNode members = Json.NODES.objectNode();
            value.properties()
                    .forEach(member -> members.set(member.getKey(), general(member.getKey(), member.getValue())));
            return name.equals("description") ? placeholder("description") : members;
        }
        if (value.isArray()) {
            ArrayNode elements = Json.NODES.arrayNode();
            value.forEach(element -> elements.add(general("", element)));
            return elements;
        }
        if (CHOSEN.contains(name)) {
            return placeholder(name + value.stringValue().replaceAll("\\W", ""), value);
        }
        return switch (name) {
            case "revision" -> revision(value);
            case "sample" -> Json.NODES.stringNode(Json.BYTES + value.stringValue());
            case "client" -> placeholder("text");
            default -> value;
        };
    }

    /** Revisions count from the first one. */
    private JsonNode revision(JsonNode value) {
        JsonNode first = values.computeIfAbsent("first", absent -> value);
        return placeholder("first+" + (value.longValue() - first.longValue()));
    }

    private JsonNode requestId(JsonNode named) {
        return placeholder("id" + named.path("id"), named.path("id"));
    }

    private JsonNode placeholder(String name, JsonNode proposal) {
        values.put(name, proposal);
        return placeholder(name);
    }

    private static JsonNode placeholder(String name) {
        return Json.NODES.stringNode("$" + name.replaceFirst("\\+0$", ""));
    }

    // ---- the server

    /** All of them, to hold a server to. */
    Exchange ofServer() {
        Script script = new Script();
        for (Example example : examples) {
            if (example.isHello()) {
                script.hello(Json.NODES.objectNode());
            }
            script.steps.add(example.step());
            script.end(example);
        }
        return new Exchange("docs", "the examples", List.of("server"), false, values, script.steps);
    }

    /** The steps so far, and what the answers to come belong to. */
    private static class Script {
        final List<JsonNode> steps = new ArrayList<>();
        private boolean connected;

        final void step(String text) {
            steps.add(Json.parse(text));
        }

        /** A connection; the one before was cut when all had arrived. */
        final void hello(JsonNode options) {
            if (connected) {
                step("{\"ping\":\"a\"}");
                step("{\"cut\":\"a\"}");
            }
            steps.add(Json.NODES.objectNode().put("connect", "a").set("with", options));
            connected = true;
        }

        /** After goodbye, and after a hello that was refused, the connection is closed. */
        final void end(Example example) {
            int code = example.written().path("error").path("code").asInt(0);
            if (example.method().equals("rope.bye")) {
                step("{\"close\":{\"by\":\"client\",\"code\":1000}}");
                connected = false;
            } else if (code == FORBIDDEN) {
                step("{\"close\":{\"by\":\"server\",\"code\":4403}}");
                connected = false;
            }
        }
    }

    // ---- clients

    /** What each client says, and what its application does for that: one exchange for each that begins anew. */
    List<Exchange> ofClients() {
        List<ClientScript> scripts = new ArrayList<>();
        for (Example example : examples) {
            if (example.isHello() && !example.params().has("session")) {
                scripts.add(new ClientScript());
            }
            scripts.get(scripts.size() - 1).add(example);
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (ClientScript script : scripts) {
            String name = "the examples of client " + (exchanges.size() + 1);
            exchanges.add(new Exchange("docs", name, List.of("client"), false, values, script.steps));
        }
        return exchanges;
    }

    private static final class ClientScript extends Script {
        /** What an application cannot say, or that says when its client pleases; and the answer to it. */
        private static final Set<String> UNASKED = Set.of("rope.ack", "explode", "rope.fault");

        private static final Set<String> OPTIONS = Set.of("name", "secret", "lease", "token");

        private final Map<Long, String> paths = new HashMap<>();
        private final Set<Long> abandoned = new java.util.HashSet<>();

        void add(Example example) {
            if (UNASKED.contains(example.method())) {
                return;
            }
            if (example.isHello()) {
                ObjectNode options = Json.NODES.objectNode();
                example.params().properties().stream()
                        .filter(option -> OPTIONS.contains(option.getKey()))
                        .forEach(option -> options.set(option.getKey(), option.getValue()));
                hello(options);
            } else if (example.side().equals("client")) {
                act(example);
            } else {
                locate(example.params());
            }
            steps.add(example.step());
            if (example.side().equals("server")) {
                see(example);
            }
            end(example);
        }

        /** What the application does so that the client says that. */
        private void act(Example example) {
            ObjectNode line = Json.NODES.objectNode();
            JsonNode params = example.params();
            switch (example.method()) {
                case "rope.bye" -> line.put("close", true);
                case "rope.abandon" -> {
                    abandoned.add(params.path("id").longValue());
                    line.put("abandon", "c" + params.path("id"));
                }
                case "rope.listen" -> {
                    String event = params.path(1).stringValue();
                    line.put("listen", event).put("on", path(params.path(0))).put("as", event);
                }
                case "rope.unlisten" -> line.set("unlisten", params.path(1));
                default -> {
                    ArrayNode arguments = Json.NODES.arrayNode();
                    params.valueStream().skip(1).forEach(arguments::add);
                    if (example.written().has("id")) {
                        line.put("call", "c" + example.written().path("id"));
                        line.put("method", example.method());
                    } else {
                        line.put("send", example.method());
                    }
                    line.put("on", path(params.path(0))).set("args", arguments);
                }
            }
            steps.add(Json.NODES.objectNode().set("do", line));
        }

        /** What the application sees then. */
        private void see(Example example) {
            JsonNode written = example.written();
            ObjectNode line = Json.NODES.objectNode();
            if (example.method().equals("rope.event")) {
                line.set("event", written.path("params").path(1));
                line.set("value", written.path("params").path(2));
            } else if (written.path("error").has("data")) {
                line.put("call", "c" + written.path("id"));
                line.set("failure", written.path("error").path("data").path("name"));
            } else if (written.has("error")) {
                line.put("connection", "failed");
            } else if (written.path("result").path("resumed").asBoolean(false)) {
                line.put("connection", "resumed");
            } else if (written.has("result")
                    && !written.path("result").has("session")
                    && !abandoned.contains(written.path("id").longValue())) {
                JsonNode result = written.path("result");
                line.put("call", "c" + written.path("id"));
                line.set("result", result.isNull() ? result : Json.NODES.stringNode(path(result)));
            } else {
                return;
            }
            steps.add(Json.NODES.objectNode().set("see", line));
        }

        /** Notes where objects are. */
        private void locate(JsonNode params) {
            for (String list : List.of("objects", "created")) {
                for (JsonNode object : params.path(list)) {
                    JsonNode place = object.path("in").path(0);
                    paths.put(
                            object.path("id").longValue(),
                            place.isMissingNode()
                                    ? ""
                                    : paths.get(place.path(0).longValue()) + "/"
                                            + place.path(1).stringValue() + "/"
                                            + place.path(2).stringValue());
                }
            }
        }

        private String path(JsonNode id) {
            String path = paths.getOrDefault(id.longValue(), "?");
            return path.isEmpty() ? "/" : path;
        }
    }
}

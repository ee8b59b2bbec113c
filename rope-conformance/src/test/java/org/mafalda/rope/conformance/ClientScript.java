package org.mafalda.rope.conformance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client says in the examples, and what its application does for that. */
final class ClientScript extends Script {
    /** What an application cannot say, or that says when its client pleases; and the answer to it. */
    private static final Set<String> UNASKED = Set.of("rope.ack", "explode", "rope.fault");

    private static final Set<String> OPTIONS = Set.of("name", "secret", "lease", "token");

    private final Map<Long, String> paths = new HashMap<>();
    private final Set<Long> abandoned = new HashSet<>();

    void add(DocumentedExchange.Example example) {
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
    private void act(DocumentedExchange.Example example) {
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
    private void see(DocumentedExchange.Example example) {
        JsonNode written = example.written();
        ObjectNode line = Json.NODES.objectNode();
        if (example.method().equals("rope.event")) {
            line.set("event", written.path("params").path(1));
            line.set("value", written.path("params").path(2));
        } else if (written.path("error").has("data")) {
            line.put("call", "c" + written.path("id"));
            line.set("failure", written.path("error").path("data").path("name"));
        } else if (isRefusedHello(written)) {
            line.put("connection", "failed");
        } else if (written.has("error")) {
            line.put("call", "c" + written.path("id")).put("failure", "RemoteFailureException");
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

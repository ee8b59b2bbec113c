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

    private final List<Example> examples = new ArrayList<>();
    private final Map<String, JsonNode> values = new HashMap<>();

    /** A message, as it is written and with placeholders. */
    record Example(String side, JsonNode written, JsonNode message) {
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
            if (written.path("method").asString("").equals("rope.abandon")) {
                message.set("params", Json.NODES.objectNode().set("id", requestId(written.path("params"))));
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
}

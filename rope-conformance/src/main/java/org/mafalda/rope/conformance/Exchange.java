package org.mafalda.rope.conformance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One recorded exchange. Immutable.
 *
 * @param topic the file in which it stands
 * @param name what it shows
 * @param of which side it holds to the specification: {@code client}, {@code server} or both
 * @param guarded whether the server must be the guarded one
 * @param values what the player uses for placeholders
 * @param steps in their order; scenes are put in
 */
record Exchange(
        String topic,
        String name,
        List<String> of,
        boolean guarded,
        Map<String, JsonNode> values,
        List<JsonNode> steps) {
    /** With which a client may do everything on a guarded server. */
    static final String MASTER_TOKEN = "conformance-master-token";

    private static final List<String> TOPICS = List.of(
            "hello",
            "snapshot",
            "changes",
            "calls",
            "errors",
            "events",
            "resume",
            "lossy",
            "names",
            "guard",
            "frames",
            "end");

    /** All exchanges that hold that side to the specification. */
    static List<Exchange> of(String side) {
        return all().stream().filter(exchange -> exchange.of().contains(side)).toList();
    }

    /** The description of the contract. */
    static JsonNode contract() {
        return read("contract");
    }

    private static List<Exchange> all() {
        JsonNode common = read("scenes");
        List<Exchange> all = new ArrayList<>();
        for (String topic : TOPICS) {
            for (JsonNode exchange : read(topic)) {
                Map<String, JsonNode> values = new HashMap<>();
                common.path("values").properties().forEach(value -> values.put(value.getKey(), value.getValue()));
                values.put("description", contract());
                exchange.path("values").properties().forEach(value -> values.put(value.getKey(), value.getValue()));
                List<String> of = new ArrayList<>();
                exchange.path("of").forEach(side -> of.add(side.stringValue()));
                List<JsonNode> steps = new ArrayList<>();
                expand(exchange.path("steps"), common.path("scenes"), steps);
                boolean guarded = exchange.path("at").asString("").equals("guarded");
                all.add(new Exchange(topic, exchange.path("name").stringValue(), of, guarded, values, steps));
            }
        }
        return all;
    }

    private static void expand(JsonNode steps, JsonNode scenes, List<JsonNode> expanded) {
        for (JsonNode step : steps) {
            JsonNode play = step.get("play");
            if (play == null) {
                expanded.add(step);
                continue;
            }
            JsonNode scene = scenes.get(play.stringValue());
            if (scene == null) {
                throw new IllegalArgumentException("No such scene: " + play);
            }
            expand(scene, scenes, expanded);
        }
    }

    private static JsonNode read(String file) {
        try (InputStream in = Exchange.class.getResourceAsStream("exchanges/" + file + ".json")) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Exchanges cannot be read [file:" + file + "]", e);
        }
    }

    @Override
    public String toString() {
        return topic + ": " + name;
    }
}

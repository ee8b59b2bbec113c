package org.mafalda.rope.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The steps of an exchange, as the examples are read one after the other. Not thread-safe. */
class Script {
    private static final int CREDENTIALS = -32011;

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
    final void end(DocumentedExchange.Example example) {
        if (example.method().equals("rope.bye")) {
            step("{\"close\":{\"by\":\"client\",\"code\":1000}}");
            connected = false;
        } else if (isRefusedHello(example.written())) {
            step("{\"close\":{\"by\":\"server\",\"code\":4403}}");
            connected = false;
        }
    }

    static boolean isRefusedHello(JsonNode answer) {
        return answer.path("error").path("code").asInt(0) == CREDENTIALS;
    }
}

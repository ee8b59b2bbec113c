package org.mafalda.rope.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authenticator.Identity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whoever breaks the rule of an exchange does not pass it. */
class RuleBreakersTest {
    /** Lets everybody do as much as they like. */
    private static final OwnServer BOUNDLESS = new OwnServer(
            new LocalHouse("Calle 1"),
            // Silence is cut soon, so that what is missing is noticed soon.
            RopeServerOptions.builder()
                    .heartbeat(Duration.ofSeconds(1))
                    .authenticator(
                            Authenticator.tokens(Map.of(Exchange.MASTER_TOKEN, new Identity("master", "master"))))
                    .build());

    private static final OwnServer GUARDED = OwnServer.guarded();

    @AfterAll
    static void stop() {
        BOUNDLESS.close();
        GUARDED.close();
    }

    private static Stream<Exchange> exchanges(String side, String names) {
        Pattern wanted = Pattern.compile(names);
        List<Exchange> found = Exchange.of(side).stream()
                .filter(exchange -> wanted.matcher(exchange.name()).find())
                .toList();
        assertThat(found).isNotEmpty();
        return found.stream();
    }

    @TestFactory
    Stream<DynamicTest> aServerWithoutLimitsDoesNotPass() {
        return exchanges("server", "^-32003|^429|^4429|^4413").map(exchange -> rejects(exchange, BOUNDLESS));
    }

    @TestFactory
    Stream<DynamicTest> aServerWhoseLimitsAreWiderThanItSaysDoesNotPass() {
        return exchanges("server", "more (elements|members|messages) than the server takes")
                .map(exchange -> rejects(withToken(exchange), BOUNDLESS));
    }

    @TestFactory
    Stream<DynamicTest> aServerWhoseLimitsAreNarrowerThanItSaysDoesNotPass() {
        return exchanges("server", "as many messages as the server takes")
                .map(exchange -> rejects(withToken(exchange), GUARDED));
    }

    private static DynamicTest rejects(Exchange exchange, OwnServer server) {
        return DynamicTest.dynamicTest(exchange.toString(), () -> {
            try (ServerTrial trial = new ServerTrial(exchange, Codec.JSON, server.uri())) {
                trial.sweep();
                // The first four steps only open a session, or connections.
                assertThatThrownBy(trial::run)
                        .isInstanceOf(Failure.class)
                        .hasMessageMatching("(?s)Step ([5-9]|\\d\\d) .*");
            }
        });
    }

    /** The same exchange with a server that asks for a token. */
    private static Exchange withToken(Exchange exchange) {
        List<JsonNode> steps = exchange.steps().stream().map(JsonNode::deepCopy).toList();
        for (JsonNode step : steps) {
            if (step.path("client").path("method").asString("").equals("rope.hello")) {
                ((ObjectNode) step.path("client").path("params")).put("token", Exchange.MASTER_TOKEN);
            }
        }
        return new Exchange(exchange.topic(), exchange.name(), exchange.of(), true, exchange.values(), steps);
    }

    @TestFactory
    Stream<DynamicTest> aClientThatTellsItsCallerNothingOfErrorsDoesNotPass() {
        return exchanges("client", "tells the caller")
                .map(exchange -> DynamicTest.dynamicTest(exchange.toString(), () -> {
                    try (ClientTrial trial = new ClientTrial(exchange, Codec.JSON, new Flatterer())) {
                        assertThatThrownBy(trial::run)
                                .isInstanceOf(Failure.class)
                                .hasMessageContaining("the client did not say");
                    }
                }));
    }

    /** Tells its caller that all has gone well, and nothing after that. */
    private static final class Flatterer extends ClientUnderTest {
        private final OwnClient client = new OwnClient();
        private boolean flattered;

        @Override
        void tell(JsonNode line) {
            client.tell(line);
        }

        @Override
        @Nullable JsonNode next(long millis) {
            JsonNode line = flattered ? null : client.next(millis);
            if (line instanceof ObjectNode told && told.has("failure")) {
                flattered = true;
                told.remove("failure");
                return told.putNull("result");
            }
            return line;
        }

        @Override
        public void close() {
            client.close();
        }
    }
}

package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.LogCapture;
import org.mafalda.rope.server.fixture.TestHouse;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authenticator.Identity;
import org.mafalda.rope.server.security.Authorizer;
import tools.jackson.databind.JsonNode;

/** What a server enforces, whatever the client does. */
class SecurityTest {
    private static final String OWNER = "the-token-of-the-owner";
    private static final String OTHER = "the-token-of-another-client";
    private static final String READER = "the-token-of-the-reader";
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Exporting exporting = new Exporting(
            new TestHouse(),
            RopeServerOptions.builder()
                    .heartbeat(Duration.ofHours(1))
                    .resumeWindow(WINDOW)
                    .lease(Lease.keep())
                    .authenticator(Authenticator.tokens(Map.of(
                            OWNER, new Identity("owner", Authorizer.FULL),
                            OTHER, new Identity("other", Authorizer.FULL),
                            READER, new Identity("reader", Authorizer.READ_ONLY))))
                    .authorizer(Authorizer.standardRoles(Set.of("Lamp.turn")))
                    .build());

    @AfterEach
    void stop() {
        exporting.close();
    }

    private static String token(String token) {
        return ",'token':'" + token + "'";
    }

    private JsonClient open(String token) {
        JsonClient client = exporting.connect();
        client.hello(token(token));
        client.snapshot();
        return client;
    }

    private long refusals(Refusal reason) {
        return exporting.exporter().refusals().counts().getOrDefault(reason, 0L);
    }

    private void refused(String members) {
        JsonClient stranger = exporting.connect();
        long id = stranger.request("rope.hello", "{'contract':'rooms','version':1" + members + "}");
        JsonNode error = stranger.answer(id).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(ErrorCodes.UNAUTHENTICATED);
        assertThat(stranger.awaitClose()).isEqualTo(CloseCodes.FORBIDDEN);
    }

    @Test
    void strangerIsTurnedAwayAndLearnsNothing() {
        refused("");
        refused(token("no-such-token-at-all"));
        refused(token(""));
        refused(token(OWNER + " "));
        assertThat(refusals(Refusal.CREDENTIALS)).isEqualTo(4);

        JsonClient stranger = exporting.connect();
        long id = stranger.request("rope.hello", "{'contract':'cellars','version':7}");
        assertThat(stranger.answer(id).path("error").path("code").asInt())
                .as("which contract is served is not for everybody")
                .isEqualTo(ErrorCodes.UNAUTHENTICATED);
    }

    @Test
    void clientIsToldWhatItMayNotCall() {
        JsonNode full = exporting.connect().hello(token(OWNER));
        assertThat(full.path("forbidden").size()).isZero();
        JsonNode reading = exporting.connect().hello(token(READER));
        assertThat(reading.path("forbidden").valueStream().map(JsonNode::asString))
                .contains("House.addRoom", "Room.addLamp", "Room.close", "Lamp.blink")
                .doesNotContain("Lamp.turn");
    }

    @Test
    void forbiddenCallsAreRefusedByTheServerAndChangeNothing() {
        JsonClient owner = open(OWNER);
        long room = owner.call("addRoom", "[1,'kitchen']").asLong();
        JsonClient reader = open(READER);

        JsonNode answer = reader.answer(reader.request("addRoom", "[1,'attic']"));
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(ErrorCodes.FORBIDDEN);
        reader.notify("close", "[" + room + "]");
        assertThat(reader.fault().path("code").asInt()).isEqualTo(ErrorCodes.FORBIDDEN);
        reader.request(77, "close", "[" + room + "]");
        assertThat(reader.answer(77).has("error")).isTrue();

        assertThat(exporting.house().rooms()).containsOnlyKeys("kitchen");
        assertThat(exporting.house().rooms().get("kitchen"))
                .satisfies(kitchen -> assertThat(kitchen.closed()).isFalse());
        assertThat(refusals(Refusal.FORBIDDEN)).isEqualTo(2);
        long lamp = owner.call("addLamp", "[" + room + ",{'watts':40}]").asLong();
        assertThat(reader.call("turn", "[" + lamp + ",true]").isNull())
                .as("what the role may call")
                .isTrue();
    }

    @Test
    void stolenKeyIsOfNoUseToAnotherClient() {
        Exporting.Wire wire = exporting.wire();
        JsonClient owner = wire.client();
        JsonNode session = owner.hello(token(OWNER));
        owner.snapshot();
        owner.call("addRoom", "[1,'kitchen']");

        JsonNode stolen = exporting.connect().hello(token(OTHER) + credentials(session) + ",'received':1");
        assertThat(stolen.path("resumed").asBoolean()).isFalse();
        assertThat(stolen.path("adopted").asBoolean()).isFalse();
        assertThat(stolen.path("session").asString())
                .isNotEqualTo(session.path("session").asString());
        refused(credentials(session) + ",'received':1");
        assertThat(refusals(Refusal.SESSION)).isEqualTo(1);
        assertThat(owner.call("addRoom", "[1,'attic']").isIntegralNumber())
                .as("the session goes on")
                .isTrue();

        wire.cut();
        JsonClient back = exporting.connect();
        JsonNode resumed = back.hello(token(OWNER) + credentials(session) + ",'received':3");
        assertThat(resumed.path("resumed").asBoolean()).isTrue();
    }

    private static String credentials(JsonNode session) {
        return ",'session':'%s','key':'%s'"
                .formatted(
                        session.path("session").asString(), session.path("key").asString());
    }

    @Test
    void nameOfASessionIsOfNoUseToAnotherClient() {
        String named = ",'name':'app','secret':'a-secret-that-is-long'";
        exporting.connect().hello(token(OWNER) + named);
        refused(token(OTHER) + named);
        assertThat(refusals(Refusal.SESSION)).isEqualTo(1);
    }

    @Test
    void expiredSessionIsNotResumed() {
        Exporting.Wire wire = exporting.wire();
        JsonNode session = wire.client().hello(token(OWNER));
        wire.client().snapshot();
        wire.cut();
        exporting.pass(WINDOW.plusSeconds(1));
        JsonNode late = exporting.connect().hello(token(OWNER) + credentials(session) + ",'received':1");
        assertThat(late.path("resumed").asBoolean()).isFalse();
    }

    @Test
    void noSecretIsLoggedOrSentBack() {
        try (LogCapture log = new LogCapture()) {
            JsonClient owner = exporting.connect();
            JsonNode session = owner.hello(token(OWNER) + ",'name':'app','secret':'a-secret-that-is-long'");
            owner.snapshot();
            String key = session.path("key").asString();
            refused(token("not-quite-" + OWNER) + credentials(session));
            exporting.connect().hello(token(OTHER) + credentials(session) + ",'received':0");
            for (String malformed : new String[] {
                "{'jsonrpc':'2.0','id':1,'method':'rope.hello','params':{'token':'%s'".formatted(OWNER),
                "{'jsonrpc':'2.0','id':1,'method':'rope.hello','params':{'token':%s}}".formatted(OWNER),
                "{'jsonrpc':'2.0','id':1,'method':'rope.hello','params':{'token':['%s']}}".formatted(OWNER),
                "{'jsonrpc':'2.0','id':1,'method':'rope.hello','params':['%s']}".formatted(OWNER),
                "{'jsonrpc':'2.0','id':1,'method':'%s','params':{}}".formatted(OWNER),
            }) {
                JsonClient client = exporting.connect();
                client.send(malformed);
                for (JsonNode said = client.next(); !said.has("closed"); said = client.next()) {
                    assertThat(said.toString()).doesNotContain(OWNER);
                }
            }
            exporting.pass(Duration.ofSeconds(11));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("Refused"))
                    .noneMatch(line -> line.contains(OWNER))
                    .noneMatch(line -> line.contains(OTHER))
                    .noneMatch(line -> line.contains("a-secret-that-is-long"))
                    .noneMatch(line -> line.contains(key));
        }
    }

    @Test
    void floodOfRefusalsDoesNotFillTheLog() {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 100; i++) {
                refused("");
            }
            assertThat(refusals(Refusal.CREDENTIALS)).isEqualTo(100);
            assertThat(log.lines().stream().filter(line -> line.startsWith("Refused")))
                    .hasSize(10);
            exporting.pass(Duration.ofSeconds(11));
            assertThat(log.lines())
                    .anyMatch(line -> line.equals("Refused: 90 more of the same reason [reason:CREDENTIALS]"));
        }
    }

    @Test
    void authenticatorThatFailsLetsInNobody() {
        try (Exporting faulty = new Exporting(
                new TestHouse(),
                RopeServerOptions.builder()
                        .authenticator(credentials -> {
                            throw new IllegalStateException("The directory is down");
                        })
                        .build())) {
            JsonClient client = faulty.connect();
            long id = client.request("rope.hello", "{'contract':'rooms','version':1}");
            assertThat(client.answer(id).path("error").path("code").asInt()).isEqualTo(ErrorCodes.UNAUTHENTICATED);
            assertThat(client.awaitClose()).isEqualTo(CloseCodes.FORBIDDEN);
        }
    }
}

package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.TestHouse;
import tools.jackson.databind.JsonNode;

class LeasesTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Exporting exporting = new Exporting(new TestHouse(), options().build());
    private final TestHouse house = exporting.house();
    private final JsonClient watcher = exporting.open();

    /** Clients that say nothing for a while are not given up. */
    private static RopeServerOptions.Builder options() {
        return RopeServerOptions.builder().resumeWindow(WINDOW).heartbeat(Duration.ofHours(1));
    }

    /** Cuts the connection, and lets the time pass in which the session could be resumed. */
    private static void cutForGood(Exporting.Wire wire, Exporting exporting) {
        wire.cut();
        exporting.pass(WINDOW.plusMillis(1));
    }

    @AfterEach
    void stop() {
        exporting.close();
    }

    private static boolean closes(JsonNode message) {
        return message.path("params").path("set").path("closed").asBoolean(false);
    }

    /** Opens a session, lets it build a room, and says which session it was. */
    private JsonNode build(Exporting.Wire wire, String lease, String room) {
        JsonNode session = wire.client().hello(",'lease':" + lease);
        wire.client().snapshot();
        wire.client().call("addRoom", "[1,'" + room + "']");
        return session;
    }

    @Test
    void objectsOfASessionStayIfItAskedForThat() {
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'keep':true}", "attic");
        cutForGood(wire, exporting);
        exporting.pass(Duration.ofDays(2));
        JsonClient later = exporting.open();
        later.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsOnlyKeys("attic", "cellar");
    }

    @Test
    void objectsOfASessionAreClosedWithItIfItAskedForThat() {
        house.addRoom("kitchen").join();
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'close':true}", "attic");
        wire.client().call("addRoom", "[1,'cellar']");
        cutForGood(wire, exporting);
        watcher.await(LeasesTest::closes);
        watcher.await(LeasesTest::closes);
        assertThat(house.rooms()).containsOnlyKeys("kitchen");
    }

    @Test
    void objectsStayWhileTheSessionCanBeResumed() {
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'close':true}", "attic");
        wire.cut();
        exporting.pass(WINDOW);
        watcher.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsKey("attic");
        exporting.pass(Duration.ofMillis(1));
        watcher.await(LeasesTest::closes);
    }

    @Test
    void byeBeginsTheLeaseAtOnce() {
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'close':true}", "attic");
        wire.client().notify("rope.bye", "{}");
        watcher.await(LeasesTest::closes);
        assertThat(house.rooms()).isEmpty();
    }

    @Test
    void objectsAreKeptForATime() {
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'keepFor':60000}", "attic");
        cutForGood(wire, exporting);
        exporting.pass(Duration.ofSeconds(40));
        watcher.call("addRoom", "[1,'kitchen']");
        assertThat(house.rooms()).containsKey("attic");
        exporting.pass(Duration.ofSeconds(20));
        watcher.await(LeasesTest::closes);
        assertThat(house.rooms()).doesNotContainKey("attic").hasSize(1);
    }

    @Test
    void serverSaysWhatBecomesOfObjectsUnlessTheClientDoes() {
        RopeServerOptions options = options().lease(Lease.close()).build();
        try (Exporting closing = new Exporting(new TestHouse(), options)) {
            JsonClient other = closing.open();
            Exporting.Wire wire = closing.wire();
            wire.client().open();
            wire.client().call("addRoom", "[1,'attic']");
            cutForGood(wire, closing);
            other.await(LeasesTest::closes);
        }
    }

    @Test
    void whatASessionOnlySawOrGotBackIsNotItsOwn() {
        house.addRoom("kitchen").join();
        house.room("kitchen").addLamp(new LampOptions(40, "l1")).join();
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'close':true}", "attic");
        watcher.call("addRoom", "[1,'cellar']");
        cutForGood(wire, exporting);
        watcher.await(LeasesTest::closes);
        assertThat(house.rooms()).containsOnlyKeys("kitchen", "cellar");
    }

    @Test
    void lateResultOfASessionThatIsGoneIsClosed() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        Exporting.Wire wire = exporting.wire();
        build(wire, "{'close':true}", "attic");
        house.holdRooms(slow);
        wire.client().request("addRoom", "[1,'late']");
        wire.client().answer(wire.client().request("turn", "[99,true]"));
        cutForGood(wire, exporting);
        watcher.await(LeasesTest::closes);
        slow.complete(null);
        watcher.await(LeasesTest::closes);
        assertThat(house.rooms()).isEmpty();
    }

    @Test
    void sessionIsReadoptedWithItsIdAndKey() {
        Exporting.Wire wire = exporting.wire();
        JsonNode old = build(wire, "{'keepFor':60000}", "attic");
        wire.cut();
        Exporting.Wire next = exporting.wire();
        JsonNode session = next.client()
                .hello(",'session':'" + old.path("session").asString() + "','key':'"
                        + old.path("key").asString() + "'");
        assertThat(session.path("resumed").asBoolean()).isFalse();
        assertThat(session.path("session").asString())
                .isNotEqualTo(old.path("session").asString());
        next.client().snapshot();
        exporting.pass(Duration.ofSeconds(20));
        next.client().notify("rope.bye", "{}");
        next.client().awaitClose();
        watcher.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsKey("attic");
    }

    @Test
    void sessionThatOwnedNothingIsForgottenWhenItIsGone() {
        Exporting.Wire wire = exporting.wire();
        JsonNode old = wire.client().hello(",'lease':{'keepFor':60000}");
        wire.client().snapshot();
        cutForGood(wire, exporting);
        JsonNode session = exporting
                .wire()
                .client()
                .hello(",'session':'" + old.path("session").asString() + "','key':'"
                        + old.path("key").asString() + "'");
        assertThat(session.path("adopted").asBoolean()).isFalse();
    }

    @Test
    void sessionThatIsConnectedStillIsTakenOver() {
        Exporting.Wire wire = exporting.wire();
        JsonNode old = build(wire, "{'close':true}", "attic");
        JsonClient next = exporting.connect();
        next.hello(",'session':'" + old.path("session").asString() + "','key':'"
                + old.path("key").asString() + "'");
        next.snapshot();
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.TAKEN_OVER);
        next.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsOnlyKeys("attic", "cellar");
    }

    private static String named(String secret) {
        return ",'name':'app','secret':'" + secret + "'";
    }

    @Test
    void restartedApplicationFindsItsObjectsByNameAndSecret() {
        Exporting.Wire wire = exporting.wire();
        wire.client().hello(named("0123456789abcdef") + ",'lease':{'close':true}");
        wire.client().snapshot();
        wire.client().call("addRoom", "[1,'attic']");
        wire.cut();
        Exporting.Wire next = exporting.wire();
        JsonNode session = next.client().hello(named("0123456789abcdef"));
        assertThat(session.path("adopted").asBoolean()).isTrue();
        assertThat(session.path("resumed").asBoolean()).isFalse();
        next.client().snapshot();
        exporting.pass(WINDOW.plusMillis(1));
        watcher.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsKey("attic");
        cutForGood(next, exporting);
        watcher.await(LeasesTest::closes);
        assertThat(house.rooms()).containsOnlyKeys("cellar");
    }

    @Test
    void nameIsRefusedToWhoeverDoesNotKnowItsSecret() {
        Exporting.Wire wire = exporting.wire();
        wire.client().hello(named("0123456789abcdef"));
        wire.client().snapshot();
        JsonClient thief = exporting.connect();
        JsonNode answer = thief.answer(
                thief.request("rope.hello", "{'contract':'rooms','version':1" + named("0123456789abcdeX") + "}"));
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32011);
        assertThat(thief.awaitClose()).isEqualTo(CloseCodes.FORBIDDEN);
        assertThat(wire.client().call("addRoom", "[1,'attic']").isIntegralNumber())
                .isTrue();
    }

    @Test
    void nameWithAShortSecretIsRefused() {
        JsonClient careless = exporting.connect();
        JsonNode answer = careless.answer(
                careless.request("rope.hello", "{'contract':'rooms','version':1" + named("short") + "}"));
        assertThat(answer.path("error").path("message").asString()).contains("secret must be 16 or more characters");
    }

    @Test
    void ownershipSurvivesAnAnswerToHelloThatGotLost() {
        Exporting.Wire wire = exporting.wire();
        JsonNode old = build(wire, "{'close':true}", "attic");
        String claim = ",'session':'" + old.path("session").asString() + "','key':'"
                + old.path("key").asString() + "'";
        cut(wire, claim);
        Exporting.Wire third = exporting.wire();
        assertThat(third.client().hello(claim).path("adopted").asBoolean()).isTrue();
        third.client().snapshot();
        exporting.pass(WINDOW.plusMillis(1));
        watcher.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsKey("attic");
    }

    /** Cuts a client off twice, the second time before it has heard of its new session. */
    private void cut(Exporting.Wire wire, String claim) {
        wire.cut();
        Exporting.Wire second = exporting.wire();
        second.client().hello(claim);
        second.cut();
    }

    @Test
    void wrongKeyGetsASessionOfItsOwn() {
        Exporting.Wire wire = exporting.wire();
        JsonNode old = build(wire, "{'close':true}", "attic");
        JsonClient thief = exporting.connect();
        JsonNode session = thief.hello(",'session':'" + old.path("session").asString() + "','key':'guess'");
        assertThat(session.path("session").asString()).isNotEmpty();
        thief.snapshot();
        thief.notify("rope.bye", "{}");
        thief.awaitClose();
        assertThat(wire.client().call("addRoom", "[1,'cellar']").isIntegralNumber())
                .isTrue();
        assertThat(house.rooms()).containsOnlyKeys("attic", "cellar");
    }
}

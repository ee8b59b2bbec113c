package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.TestHouse;
import tools.jackson.databind.JsonNode;

class ResumeTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int MEBIBYTE = 1024 * 1024;

    private final Exporting exporting = new Exporting(
            new TestHouse(),
            RopeServerOptions.builder()
                    .resumeWindow(WINDOW)
                    .heartbeat(Duration.ofHours(1))
                    .maxBacklog(MEBIBYTE / 2)
                    .maxJournal(MEBIBYTE)
                    .build());
    private final TestHouse house = exporting.house();
    private final Exporting.Wire wire = exporting.wire();
    private final JsonClient client = wire.client();
    private JsonNode session;

    @BeforeEach
    void open() {
        session = client.hello();
        client.snapshot();
    }

    @AfterEach
    void stop() {
        exporting.close();
    }

    private JsonClient resumed() {
        JsonClient next = exporting.connect();
        JsonNode hello = next.resume(session, client);
        assertThat(hello.path("resumed").asBoolean()).as("%s", hello).isTrue();
        return next;
    }

    private static boolean isCreated(JsonNode change, String room) {
        return change.path("created")
                .path(0)
                .path("state")
                .path("name")
                .asString("")
                .equals(room);
    }

    @Test
    void whatWasMissedComesInOrderAndNothingElse() {
        house.addRoom("attic").join();
        client.change();
        wire.cut();
        house.addRoom("cellar").join();
        house.addRoom("kitchen").join();
        JsonClient next = resumed();
        assertThat(isCreated(next.change(), "cellar")).isTrue();
        assertThat(isCreated(next.change(), "kitchen")).isTrue();
        next.call("addRoom", "[1,'garage']");
        assertThat(isCreated(next.change(), "garage")).isTrue();
    }

    @Test
    void helloSaysHowMuchOfTheClientHasCome() {
        client.call("addRoom", "[1,'attic']");
        client.notify("close", "[2]");
        client.notify("blink", "[99]");
        client.send("{'jsonrpc':'2.0','method':'blink','lossy':true,'params':[99]}");
        client.notify("rope.listen", "[99,'onFlicker']");
        client.acknowledge();
        client.call("addRoom", "[1,'cellar']");
        wire.cut();
        JsonClient next = exporting.connect();
        assertThat(next.resume(session, client).path("received").asLong()).isEqualTo(5);
    }

    @Test
    void answerThatWasOnItsWayComesAgain() {
        wire.transport().stallClient();
        long id = client.request("addRoom", "[1,'attic']");
        awaitRoom("attic");
        wire.cut();
        JsonClient next = resumed();
        assertThat(isCreated(next.change(), "attic")).isTrue();
        assertThat(next.answer(id).has("result")).isTrue();
    }

    private void awaitRoom(String name) {
        while (!house.rooms().containsKey(name)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void callThatWasUnderWayIsAnsweredOverTheNextConnection() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        house.holdRooms(slow);
        long id = client.request("addRoom", "[1,'attic']");
        client.answer(client.request("turn", "[99,true]"));
        wire.cut();
        slow.complete(null);
        JsonClient next = resumed();
        assertThat(next.answer(id).path("result").isIntegralNumber()).isTrue();
    }

    @Test
    void requestThatComesAgainIsNotCarriedOutAgain() {
        wire.transport().stallClient();
        long id = client.request("addRoom", "[1,'attic']");
        awaitRoom("attic");
        wire.cut();
        JsonClient next = resumed();
        next.request(id, "addRoom", "[1,'cellar']");
        assertThat(next.answer(id)).isEqualTo(next.answer(id));
        assertThat(house.rooms()).containsOnlyKeys("attic");
    }

    @Test
    void interestLastsOverACut() {
        client.call("addRoom", "[1,'attic']");
        long lamp = client.call("addLamp", "[2,{'watts':40,'label':'l1'}]").asLong();
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.call("turn", "[" + lamp + ",true]");
        wire.cut();
        JsonClient next = resumed();
        next.notify("blink", "[" + lamp + "]");
        assertThat(next.await(message -> message.path("method").asString("").equals("rope.event"))
                        .path("lossy")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void halfOpenConnectionIsTakenOver() {
        wire.transport().stallClient();
        house.addRoom("attic").join();
        JsonClient next = resumed();
        assertThat(isCreated(next.change(), "attic")).isTrue();
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.TAKEN_OVER);
        client.request("addRoom", "[1,'kitchen']");
        next.call("addRoom", "[1,'cellar']");
        assertThat(house.rooms()).containsOnlyKeys("attic", "cellar");
    }

    @Test
    void sessionIsResumedAsOftenAsItIsCut() {
        JsonClient present = client;
        for (int i = 0; i < 5; i++) {
            Exporting.Wire next = exporting.wire();
            assertThat(next.client().resume(session, present).path("resumed").asBoolean())
                    .isTrue();
            next.client().call("addRoom", "[1,'room" + i + "']");
            assertThat(isCreated(next.client().change(), "room" + i)).isTrue();
            next.cut();
            present = next.client();
        }
    }

    @Test
    void afterTheWindowThereIsASnapshot() {
        wire.cut();
        exporting.pass(WINDOW.plusMillis(1));
        JsonClient next = exporting.connect();
        JsonNode hello = next.resume(session, client);
        assertThat(hello.path("resumed").asBoolean()).isFalse();
        assertThat(hello.path("received").asLong()).isZero();
        assertThat(hello.path("epoch")).isEqualTo(session.path("epoch"));
        next.snapshot();
    }

    @Test
    void wrongKeyAndAbsurdCountDoNotResume() {
        wire.cut();
        String id = session.path("session").asString();
        String key = session.path("key").asString();
        JsonClient thief = exporting.connect();
        assertThat(thief.hello(",'session':'" + id + "','key':'guess','received':1")
                        .path("resumed")
                        .asBoolean())
                .isFalse();
        JsonClient dreamer = exporting.connect();
        assertThat(dreamer.hello(",'session':'" + id + "','key':'" + key + "','received':2")
                        .path("resumed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void acknowledgementOfMoreThanWasSentIsAFault() {
        client.notify("rope.ack", "[1000]");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        client.notify("rope.ack", "['x']");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
    }

    @Test
    void clientThatWasTooSlowResumes() {
        wire.transport().stallClient();
        String name = "x".repeat(50_000);
        for (int i = 0; i < 6; i++) {
            house.addRoom(name + i).join();
        }
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.TOO_SLOW);
        JsonClient next = resumed();
        for (int i = 1; i < 6; i++) {
            assertThat(isCreated(next.change(), name + i)).isTrue();
        }
    }

    @Test
    void clientThatHasMissedTooMuchGetsASnapshotAndItsObjects() {
        client.call("addRoom", "[1,'attic']");
        wire.cut();
        String name = "x".repeat(100_000);
        for (int i = 0; i < 12; i++) {
            house.addRoom(name + i).join();
        }
        JsonClient next = exporting.connect();
        assertThat(next.resume(session, client).path("resumed").asBoolean()).isFalse();
        next.notify("rope.bye", "{}");
        next.awaitClose();
        assertThat(house.rooms()).hasSize(13);
    }

    @Test
    void ofMissedStatesTheLastOneComes() {
        wire.cut();
        house.move("Calle 2").join();
        house.move("Calle 3").join();
        JsonClient next = resumed();
        assertThat(next.change().path("set").path("address").asString()).isEqualTo("Calle 3");
    }
}

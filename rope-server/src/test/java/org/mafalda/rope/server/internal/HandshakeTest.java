package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import tools.jackson.databind.JsonNode;

class HandshakeTest {
    private final Exporting exporting = new Exporting();

    @AfterEach
    void stop() {
        exporting.close();
    }

    @Test
    void helloIsAnsweredWithSessionAndDescription() {
        JsonNode answer = exporting.connect().hello();
        assertThat(answer.path("session").asString()).isNotEmpty();
        assertThat(answer.path("key").asString()).hasSizeGreaterThan(20);
        assertThat(answer.path("epoch").asString()).isNotEmpty();
        assertThat(answer.path("resumed").asBoolean()).isFalse();
        assertThat(answer.path("digest").asString())
                .isEqualTo(ContractModel.of(House.class).digest());
        assertThat(answer.path("description").path("contract").asString()).isEqualTo("rooms");
        assertThat(answer.path("heartbeat").asInt()).isEqualTo(10_000);
        assertThat(answer.path("maxMessage").asInt()).isEqualTo(8 * 1024 * 1024);
        assertThat(answer.path("forbidden").isArray()).isTrue();
    }

    @Test
    void descriptionThatTheClientKnowsIsNotSent() {
        String digest = ContractModel.of(House.class).digest();
        JsonNode answer = exporting.connect().hello(",'digest':'" + digest + "'");
        assertThat(answer.has("description")).isFalse();
    }

    @Test
    void membersOfTheHelloThatTheServerDoesNotKnowAreIgnored() {
        JsonNode answer = exporting.connect().hello(",'future':{'a':[1,{'b':2}]},'client':null");
        assertThat(answer.has("session")).isTrue();
    }

    @Test
    void snapshotShowsTheWholeTreeParentsFirst() {
        exporting.house().addRoom("kitchen").join();
        exporting.house().addRoom("attic").join();
        exporting.house().room("kitchen").addLamp(new LampOptions(40, "l1")).join();
        JsonClient client = exporting.connect();
        client.hello();
        JsonNode snapshot = client.snapshot();
        JsonNode objects = snapshot.path("objects");
        long root = snapshot.path("root").asLong();
        assertThat(objects).hasSize(4);
        assertThat(objects.get(0).path("id").asLong()).isEqualTo(root);
        assertThat(objects.get(0).path("state").toString()).isEqualTo("{\"address\":\"Calle 1\"}");
        assertThat(objects.get(0).path("in")).isEmpty();
        long kitchen = objects.get(1).path("id").asLong();
        assertThat(objects.get(1).path("type").asString()).isEqualTo("Room");
        assertThat(objects.get(1).path("in").toString()).isEqualTo("[[" + root + ",\"rooms\",\"kitchen\"]]");
        assertThat(objects.valueStream()
                        .filter(object -> object.path("type").asString().equals("Room"))
                        .map(object -> object.path("state").path("name").asString()))
                .containsExactly("kitchen", "attic");
        JsonNode lamp = objects.valueStream()
                .filter(object -> object.path("type").asString().equals("Lamp"))
                .findFirst()
                .orElseThrow();
        assertThat(lamp.path("state").path("room").asLong()).isEqualTo(kitchen);
        assertThat(lamp.path("state").path("watts").asInt()).isEqualTo(40);
    }

    @Test
    void sameObjectHasTheSameIdInEverySession() {
        exporting.house().addRoom("kitchen").join();
        JsonNode first = exporting.connect().open();
        JsonNode second = exporting.connect().open();
        assertThat(first).isEqualTo(second);
    }

    @Test
    void largeSnapshotComesInParts() {
        for (int i = 0; i < 450; i++) {
            exporting.house().addRoom("room" + i).join();
        }
        JsonClient client = exporting.connect();
        client.hello();
        int objects = 0;
        boolean last = false;
        while (!last) {
            JsonNode part = client.next().path("params");
            objects += part.path("objects").size();
            last = part.path("last").asBoolean();
        }
        assertThat(objects).isEqualTo(451);
    }

    @Test
    void otherContractOrVersionIsRefused() {
        JsonClient client = exporting.connect();
        long id = client.request("rope.hello", "{'contract':'media','version':1}");
        assertThat(client.answer(id).path("error").path("code").asInt()).isEqualTo(ErrorCodes.OTHER_CONTRACT);
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NO_HELLO);

        client = exporting.connect();
        id = client.request("rope.hello", "{'contract':'rooms','version':2}");
        assertThat(client.answer(id).path("error").path("code").asInt()).isEqualTo(ErrorCodes.OTHER_CONTRACT);
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NO_HELLO);
    }

    @Test
    void helloThatDoesNotFitIsRefused() {
        for (String params : new String[] {
            "{}",
            "[]",
            "{'contract':'rooms'}",
            "{'contract':1,'version':1}",
            "{'contract':'rooms','version':1.5}",
            "{'contract':'rooms','version':99999999999999999999}",
            "{'contract':'rooms','version':1,'lease':{}}",
            "{'contract':'rooms','version':1,'lease':{'keepFor':-1}}"
        }) {
            JsonClient client = exporting.connect();
            long id = client.request("rope.hello", params);
            assertThat(client.answer(id).path("error").path("code").asInt())
                    .as(params)
                    .isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
            assertThat(client.awaitClose()).isEqualTo(CloseCodes.NO_HELLO);
        }
    }

    @Test
    void firstMessageMustBeHello() {
        for (String message : new String[] {
            "{'jsonrpc':'2.0','id':1,'method':'addRoom','params':[1,'x']}",
            "{'jsonrpc':'2.0','method':'rope.ack','params':[1]}",
            "{'jsonrpc':'2.0','id':1,'result':1}",
            "{}"
        }) {
            JsonClient client = exporting.connect();
            client.send(message);
            assertThat(client.awaitClose()).as(message).isEqualTo(CloseCodes.NO_HELLO);
        }
        assertThat(exporting.house().rooms()).isEmpty();
    }

    @Test
    void secondHelloIsAnError() {
        JsonClient client = exporting.open();
        long id = client.request("rope.hello", "{'contract':'rooms','version':1}");
        assertThat(client.answer(id).path("error").path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        assertThat(client.call("addRoom", "[1,'attic']").isIntegralNumber()).isTrue();
    }

    @Test
    void silentNewcomerIsClosedAfterTheHelloTimeout() {
        JsonClient client = exporting.connect();
        exporting.pass(Duration.ofMillis(10_001));
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NO_HELLO);
    }

    @Test
    void serverSaysSomethingInEachHeartbeatAndGivesUpAClientThatDoesNot() {
        JsonClient client = exporting.open();
        exporting.pass(Duration.ofSeconds(1));
        exporting.pass(Duration.ofSeconds(5));
        assertThat(client.next().toString()).contains("rope.ack").contains("[0]");
        client.notify("rope.ack", "[1]");
        client.call("addRoom", "[1,'attic']");
        exporting.pass(Duration.ofSeconds(1));
        exporting.pass(Duration.ofSeconds(28));
        client.await(message -> message.path("method").asString("").equals("rope.ack"));
        exporting.pass(Duration.ofSeconds(2));
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.TIMED_OUT);
    }

    @Test
    void numberedMessagesAreAcknowledged() {
        JsonClient client = exporting.open();
        for (int i = 0; i < 256; i++) {
            client.request("addRoom", "[1,'room" + i + "']");
        }
        JsonNode ack =
                client.await(message -> message.path("method").asString("").equals("rope.ack"));
        assertThat(ack.path("params").get(0).asInt()).isEqualTo(256);
    }

    @Test
    void byeEndsTheSessionInOrder() {
        JsonClient client = exporting.open();
        client.notify("rope.bye", "{}");
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NORMAL);
    }

    @Test
    void stoppingTellsAllClientsToComeBack() {
        JsonClient first = exporting.open();
        JsonClient second = exporting.open();
        exporting.close();
        assertThat(first.awaitClose()).isEqualTo(CloseCodes.GOING_AWAY);
        assertThat(second.awaitClose()).isEqualTo(CloseCodes.GOING_AWAY);
        assertThat(exporting.house().listenerCount()).isZero();
        assertThat(exporting.connect().awaitClose()).isEqualTo(CloseCodes.GOING_AWAY);
    }
}

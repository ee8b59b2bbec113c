package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.rooms.BulbBurntException;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.TestHouse;
import org.mafalda.rope.server.fixture.TestLamp;
import org.mafalda.rope.server.fixture.TestRoom;
import tools.jackson.databind.JsonNode;

class CallsTest {
    private final Exporting exporting = new Exporting();
    private final TestHouse house = exporting.house();
    private final JsonClient client = exporting.connect();
    private long root;
    private long kitchen;
    private long lamp;

    @BeforeEach
    void furnish() {
        root = client.open().path("root").asLong();
        kitchen = client.call("addRoom", "[" + root + ",'kitchen']").asLong();
        lamp = client.call("addLamp", "[" + kitchen + ",{'watts':40,'label':'l1'}]")
                .asLong();
        client.change();
        client.change();
    }

    @AfterEach
    void stop() {
        exporting.close();
    }

    private TestRoom theKitchen() {
        return house.room("kitchen");
    }

    private TestLamp theLamp() {
        return theKitchen().lamp("l1");
    }

    private JsonNode error(String method, String params) {
        JsonNode answer = client.answer(client.request(method, params));
        assertThat(answer.has("result")).as("%s", answer).isFalse();
        return answer.path("error");
    }

    @Test
    void answerFollowsTheChangesThatTheCallCaused() {
        long id = client.request("turn", "[" + lamp + ",true]");
        JsonNode change = client.next();
        assertThat(change.path("params").path("set").path("on").asBoolean()).isTrue();
        JsonNode answer = client.next();
        assertThat(answer.path("id").asLong()).isEqualTo(id);
        assertThat(answer.path("result").isNull()).isTrue();
    }

    @Test
    void objectInTheResultIsKnownWhenTheAnswerComes() {
        long id = client.request("addLamp", "[" + kitchen + ",{'watts':60}]");
        JsonNode change = client.next();
        JsonNode answer = client.next();
        assertThat(answer.path("id").asLong()).isEqualTo(id);
        assertThat(answer.path("result").asLong())
                .isEqualTo(
                        change.path("params").path("created").get(0).path("id").asLong());
    }

    @Test
    void answersMayOvertakeEachOther() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        theLamp().whenTurned(on -> slow);
        long first = client.request("turn", "[" + lamp + ",true]");
        assertThat(client.call("addRoom", "[" + root + ",'attic']").isIntegralNumber())
                .isTrue();
        slow.complete(null);
        assertThat(client.answer(first).has("result")).isTrue();
    }

    @Test
    void failureOfTheContractArrivesWithItsNameFactAndDetails() {
        JsonNode error = error("addLamp", "[" + kitchen + ",{'watts':4000}]");
        assertThat(error.path("code").asInt()).isEqualTo(ErrorCodes.FAILURE);
        assertThat(error.path("message").asString()).isEqualTo("Bulb burnt [watts:4000]");
        assertThat(error.path("data").toString())
                .isEqualTo("{\"name\":\"BulbBurntException\",\"fact\":\"Bulb burnt\",\"details\":{\"watts\":4000}}");
    }

    @Test
    void failureThatTheContractDoesNotNameIsInternalAndWithoutStackTrace() {
        theLamp().whenTurned(on -> CompletableFuture.failedFuture(new IllegalStateException("loose wire")));
        JsonNode error = error("turn", "[" + lamp + ",true]");
        assertThat(error.path("code").asInt()).isEqualTo(ErrorCodes.INTERNAL);
        assertThat(error.path("message").asString()).isEqualTo("loose wire");
        assertThat(error.toString()).doesNotContain("TestLamp").doesNotContain("at org");
    }

    @Test
    void methodThatThrowsFailsTheCallAlone() {
        theLamp().whenTurned(on -> {
            throw new BulbBurntException("Bulb burnt", Map.of("lamp", "l1"));
        });
        assertThat(error("turn", "[" + lamp + ",true]").path("code").asInt()).isEqualTo(ErrorCodes.FAILURE);
        theLamp().whenTurned(on -> {
            throw new AssertionError("wrong");
        });
        assertThat(error("turn", "[" + lamp + ",true]").path("code").asInt()).isEqualTo(ErrorCodes.INTERNAL);
        theLamp().whenTurned(theLamp()::turnNow);
        assertThat(client.call("turn", "[" + lamp + ",true]").isNull()).isTrue();
    }

    @Test
    void methodThatReturnsNoFutureFailsTheCall() {
        theLamp().whenTurned(on -> null);
        JsonNode error = error("turn", "[" + lamp + ",true]");
        assertThat(error.path("code").asInt()).isEqualTo(ErrorCodes.INTERNAL);
        assertThat(error.path("message").asString()).contains("Lamp.turn returned no future");
    }

    @Test
    void callThatNeverCompletesKeepsNothingElseWaiting() {
        theLamp().whenTurned(on -> new CompletableFuture<>());
        long pending = client.request("turn", "[" + lamp + ",true]");
        assertThat(client.call("addRoom", "[" + root + ",'attic']").isIntegralNumber())
                .isTrue();
        client.notify("rope.abandon", "{'id':" + pending + "}");
        assertThat(client.call("addRoom", "[" + root + ",'cellar']").isIntegralNumber())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "explode  | [L]                       | -32601 | Lamp has no method 'explode'",
                "on       | [L]                       | -32601 | Lamp has no method 'on'",
                "onTurn   | [L]                       | -32601 | Lamp has no method 'onTurn'",
                "blink    | [L]                       | -32601 | Lamp.blink is a one-way message",
                "close    | [1]                       | -32601 | House has no method 'close'",
                "rope.fly | []                        | -32601 | The protocol has no request 'rope.fly'",
                "turn     | [999,true]                | -32001 | No such object",
                "turn     | [0,true]                  | -32001 | No such object",
                "turn     | [-1,true]                 | -32001 | No such object",
                "turn     | {'on':true}               | -32602 | Params must be an array",
                "turn     | []                        | -32602 | Params must begin with the wire id",
                "turn     | ['L',true]                | -32602 | Params must begin with the wire id",
                "turn     | [1e3,true]                | -32602 | Params must begin with the wire id",
                "turn     | [99999999999999999999,1]  | -32602 | Params must begin with the wire id",
                "turn     | [L]                       | -32602 | Too few arguments",
                "turn     | [L,true,false]            | -32602 | Too many arguments",
                "turn     | [L,null]                  | -32602 | ",
                "turn     | [L,'yes']                 | -32602 | ",
                "turn     | [L,1]                     | -32602 | ",
                "addLamp  | [K,{'watts':1.5}]         | -32602 | ",
                "addLamp  | [K,{'watts':99999999999}] | -32602 | ",
                "addLamp  | [K,{'watts':'40'}]        | -32602 | ",
                "addLamp  | [K,{}]                    | -32602 | watts",
                "addLamp  | [K,{'watts':0}]           | -32602 | watts must be at least 1",
                "addLamp  | [K,[40]]                  | -32602 | ",
            })
    void badCallIsAnsweredWithItsError(String method, String params, int code, String message) {
        JsonNode error = error(method, params.replace("L", "" + lamp).replace("K", "" + kitchen));
        assertThat(error.path("code").asInt()).as("%s", error).isEqualTo(code);
        assertThat(error.path("message").asString()).contains(message == null ? "" : message);
        assertThat(client.call("turn", "[" + lamp + ",true]").isNull()).isTrue();
    }

    @Test
    void callOnAClosedObjectSaysSo() {
        theKitchen().close();
        client.changeOf(kitchen);
        client.await(message -> message.path("params").path("closed").asBoolean(false));
        client.await(
                message -> message.path("params").path("set").path("closed").asBoolean(false));
        assertThat(error("addLamp", "[" + kitchen + ",{'watts':40}]")
                        .path("code")
                        .asInt())
                .isEqualTo(ErrorCodes.NO_SUCH_OBJECT);
    }

    @Test
    void unknownFieldsAreIgnoredAndMissingOptionalOnesAreNull() {
        assertThat(client.call("addLamp", "[" + kitchen + ",{'watts':40,'colour':{'red':[1]}}]")
                        .isIntegralNumber())
                .isTrue();
    }

    @Test
    void oneWayMessageHasNoAnswerAndIsInOrderWithTheCalls() {
        client.notify("blink", "[" + lamp + "]");
        client.call("turn", "[" + lamp + ",true]");
        assertThat(theLamp().blinks()).isEqualTo(1);
        client.notify("close", "[" + kitchen + "]");
        assertThat(error("addLamp", "[" + kitchen + ",{'watts':40}]")
                        .path("code")
                        .asInt())
                .isEqualTo(ErrorCodes.NO_SUCH_OBJECT);
        assertThat(house.rooms()).isEmpty();
    }

    @Test
    void oneWayMessageForAnUnknownObjectIsIgnored() {
        client.notify("blink", "[999]");
        client.call("turn", "[" + lamp + ",true]");
        assertThat(client.next().path("method").asString()).isEqualTo("rope.change");
        assertThat(client.poll()).isNull();
    }

    @Test
    void wrongOneWayMessageIsAFaultAndNothingElse() {
        client.notify("explode", "[" + lamp + "]");
        assertThat(client.fault().path("message").asString()).isEqualTo("Lamp has no method 'explode'");
        client.notify("turn", "[" + lamp + ",true]");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        client.notify("blink", "[" + lamp + ",1]");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
        client.notify("rope.fly", "[]");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        client.notify("close", "[" + root + "]");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        assertThat(house.wasClosed()).isFalse();
        assertThat(theLamp().blinks()).isZero();
    }

    @Test
    void requestIdIsNotCarriedOutTwice() {
        long id = client.request("addRoom", "[" + root + ",'attic']");
        JsonNode answer = client.answer(id);
        client.request(id, "addRoom", "[" + root + ",'cellar']");
        assertThat(client.answer(id)).isEqualTo(answer);
        assertThat(house.rooms()).doesNotContainKey("cellar");
    }

    @Test
    void answerIsKeptUntilItIsAcknowledged() {
        long id = client.request("addRoom", "[" + root + ",'attic']");
        client.answer(id);
        client.acknowledge();
        client.request(id, "addRoom", "[" + root + ",'cellar']");
        assertThat(client.answer(id).path("error").path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        assertThat(house.rooms()).doesNotContainKey("cellar");
    }

    @Test
    void requestIdOfAPendingCallIsIgnoredAndTheFirstOneIsAnswered() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        theLamp().whenTurned(on -> slow);
        long id = client.request("turn", "[" + lamp + ",true]");
        client.request(id, "addRoom", "[" + root + ",'cellar']");
        assertThat(client.call("addRoom", "[" + root + ",'attic']").isIntegralNumber())
                .isTrue();
        slow.complete(null);
        assertThat(client.answer(id).has("result")).isTrue();
        assertThat(house.rooms()).doesNotContainKey("cellar");
    }

    @Test
    void largeAndJumpingRequestIdsAreFine() {
        for (long id : new long[] {9_007_199_254_740_991L, 500, 499, 501, 1_000_000}) {
            client.request(id, "turn", "[" + lamp + ",true]");
            assertThat(client.answer(id).has("result")).isTrue();
        }
    }

    @Test
    void resultThatDoesNotFitItsContractFailsTheCall() {
        house.returnInsteadOfRooms("no room");
        JsonNode error = error("addRoom", "[" + root + ",'attic']");
        assertThat(error.path("code").asInt()).isEqualTo(ErrorCodes.INTERNAL);
        assertThat(error.path("message").asString()).isEqualTo("The result of House.addRoom does not fit its contract");
        assertThat(client.call("turn", "[" + lamp + ",true]").isNull()).isTrue();
    }

    @Test
    void abandonedCallClosesWhatItCreatesWhenItComes() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        house.holdRooms(slow);
        long id = client.request("addRoom", "[" + root + ",'attic']");
        client.notify("rope.abandon", "{'id':" + id + "}");
        client.call("turn", "[" + lamp + ",true]");
        slow.complete(null);
        assertThat(client.answer(id).has("result")).isTrue();
        client.await(message -> message.path("params").path("closed").asBoolean(false));
        assertThat(house.rooms()).containsOnlyKeys("kitchen");
    }

    @Test
    void callThatIsAbandonedAfterItsAnswerClosesWhatItCreated() {
        long id = client.request("addRoom", "[" + root + ",'attic']");
        client.answer(id);
        client.notify("rope.abandon", "{'id':" + id + "}");
        client.await(message -> message.path("params").path("closed").asBoolean(false));
        assertThat(house.rooms()).containsOnlyKeys("kitchen");
    }

    @Test
    void abandonThatDoesNotFitIsAFault() {
        client.notify("rope.abandon", "{}");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
        client.notify("rope.abandon", "{'id':4711}");
        client.call("turn", "[" + lamp + ",true]");
    }

    @Test
    void callsOfTwoClientsAreSeenByBoth() {
        JsonClient other = exporting.connect();
        other.open();
        client.call("turn", "[" + lamp + ",true]");
        assertThat(other.changeOf(lamp).path("set").path("on").asBoolean()).isTrue();
        long attic = other.call("addRoom", "[" + root + ",'attic']").asLong();
        assertThat(client.changeOf(root).path("created").get(0).path("id").asLong())
                .isEqualTo(attic);
        client.call("addLamp", "[" + attic + ",{'watts':25}]");
        assertThat(other.changeOf(attic).path("created")).hasSize(1);
    }

    @Test
    void peerThatIsCutInMidCallHarmsNobody() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        theLamp().whenTurned(on -> slow);
        Exporting.Wire wire = exporting.wire();
        wire.client().open();
        wire.client().request("turn", "[" + lamp + ",true]");
        assertThat(wire.client().call("addRoom", "[" + root + ",'attic']").isIntegralNumber())
                .isTrue();
        wire.transport().cut();
        wire.client().awaitClose();
        slow.complete(null);
        theLamp().whenTurned(theLamp()::turnNow);
        assertThat(client.call("turn", "[" + lamp + ",false]").isNull()).isTrue();
    }

    @Test
    void roomsOnLanesOfTheirOwnKeepTheOrder() {
        try (Exporting many =
                new Exporting(new TestHouse(true), RopeServerOptions.builder().build())) {
            JsonClient both = many.connect();
            long house2 = both.open().path("root").asLong();
            long attic = both.call("addRoom", "[" + house2 + ",'attic']").asLong();
            for (int i = 1; i <= 100; i++) {
                long id = both.request("addLamp", "[" + attic + ",{'watts':" + i + "}]");
                JsonNode change = both.changeOf(attic);
                assertThat(change.path("created")
                                .get(0)
                                .path("state")
                                .path("watts")
                                .asInt())
                        .isEqualTo(i);
                assertThat(both.answer(id).path("result").asLong())
                        .isEqualTo(change.path("created").get(0).path("id").asLong());
            }
            many.house().room("attic").addLamp(new LampOptions(500, "x")).join();
            assertThat(both.changeOf(attic).path("created")).hasSize(1);
        }
    }
}

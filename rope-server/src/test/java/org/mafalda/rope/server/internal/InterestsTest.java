package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.TestLamp;
import tools.jackson.databind.JsonNode;

class InterestsTest {
    private final Exporting exporting = new Exporting();
    private final Exporting.Wire wire = exporting.wire();
    private final JsonClient client = wire.client();
    private TestLamp theLamp;
    private long kitchen;
    private long lamp;

    @BeforeEach
    void furnish() {
        long root = client.open().path("root").asLong();
        kitchen = client.call("addRoom", "[" + root + ",'kitchen']").asLong();
        lamp = client.call("addLamp", "[" + kitchen + ",{'watts':40,'label':'l1'}]")
                .asLong();
        client.change();
        client.change();
        theLamp = exporting.house().room("kitchen").lamp("l1");
    }

    @AfterEach
    void stop() {
        exporting.close();
    }

    private static boolean isEvent(JsonNode message) {
        return message.path("method").asString("").equals("rope.event");
    }

    /** What came before the answer to a call. */
    private boolean heardBefore(JsonClient listener) {
        boolean heard = false;
        long id = listener.request("turn", "[" + lamp + ",true]");
        while (true) {
            JsonNode message = listener.next();
            if (message.path("id").asLong(0) == id) {
                return heard;
            }
            heard |= isEvent(message);
        }
    }

    @Test
    void eventThatALaterCallCausesIsHeard() {
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.notify("blink", "[" + lamp + "]");
        JsonNode event = client.next();
        assertThat(event.path("method").asString()).isEqualTo("rope.event");
        assertThat(event.path("params").toString()).isEqualTo("[" + lamp + ",\"onFlicker\",{\"sample\":\"AQ==\"}]");
    }

    @Test
    void nothingIsHeardWithoutInterest() {
        client.notify("blink", "[" + lamp + "]");
        assertThat(heardBefore(client)).isFalse();
        assertThat(theLamp.flickerListeners()).isZero();
    }

    @Test
    void nothingIsHeardAfterUnlisten() {
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.notify("blink", "[" + lamp + "]");
        assertThat(heardBefore(client)).isTrue();
        client.notify("rope.unlisten", "[" + lamp + ",'onFlicker']");
        client.notify("rope.unlisten", "[" + lamp + ",'onFlicker']");
        client.notify("blink", "[" + lamp + "]");
        assertThat(heardBefore(client)).isFalse();
        assertThat(theLamp.flickerListeners()).isZero();
    }

    @Test
    void eachSessionHearsForItself() {
        JsonClient other = exporting.open();
        JsonClient third = exporting.open();
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.call("turn", "[" + lamp + ",false]");
        other.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        other.notify("blink", "[" + lamp + "]");
        assertThat(other.await(InterestsTest::isEvent)).isEqualTo(client.await(InterestsTest::isEvent));
        assertThat(heardBefore(third)).isFalse();
    }

    @Test
    void interestEndsWithTheObject() {
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.call("turn", "[" + lamp + ",true]");
        assertThat(theLamp.flickerListeners()).isEqualTo(1);
        client.notify("close", "[" + kitchen + "]");
        client.await(
                message -> message.path("params").path("set").path("closed").asBoolean(false));
        assertThat(theLamp.flickerListeners()).isZero();
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.notify("rope.unlisten", "[999,'onFlicker']");
        client.answer(client.request("addRoom", "[1,'attic']"));
        assertThat(theLamp.flickerListeners()).isZero();
    }

    @Test
    void interestEndsWithTheSession() {
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.call("turn", "[" + lamp + ",true]");
        client.notify("rope.bye", "{}");
        client.awaitClose();
        JsonClient other = exporting.open();
        other.call("turn", "[" + lamp + ",false]");
        assertThat(theLamp.flickerListeners()).isZero();
    }

    @Test
    void interestThatDoesNotFitIsAFault() {
        client.notify("rope.listen", "[" + lamp + ",'onTurn']");
        assertThat(client.fault().path("message").asString()).isEqualTo("Lamp has no event on demand 'onTurn'");
        client.notify("rope.listen", "[" + lamp + ",'onGlow']");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        client.notify("rope.listen", "[" + lamp + "]");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
        client.notify("rope.unlisten", "{'object':1}");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
    }

    @Test
    void lossyEventsAreDroppedForASlowSession() {
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.call("turn", "[" + lamp + ",true]");
        JsonClient other = exporting.open();
        wire.transport().stallClient();
        int blinks = 10_000;
        for (int i = 0; i < blinks; i++) {
            other.notify("blink", "[" + lamp + "]");
        }
        other.call("turn", "[" + lamp + ",false]");
        wire.transport().resumeClient();
        client.await(message ->
                message.path("params").path("set").path("on").asString("").equals("false"));
        int heard = 0;
        for (JsonNode message = client.poll(); message != null; message = client.poll()) {
            heard += isEvent(message) ? 1 : 0;
        }
        assertThat(theLamp.blinks()).isEqualTo(blinks);
        assertThat(heard).isPositive().isLessThan(blinks);
    }
}

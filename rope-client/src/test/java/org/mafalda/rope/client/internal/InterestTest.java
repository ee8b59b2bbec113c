package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Change;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.rooms.FlickerEvent;

/** Events on demand: the server hears of the first listener and of the last. */
class InterestTest extends ScriptedTest {
    @Test
    void firstListenerAsksForTheEventsAndTheLastOneStopsThem() {
        Subscription first = lamp().onFlicker(event -> {});
        assertThat(server.nextParams("rope.listen")).isEqualTo(List.of(3L, "onFlicker"));
        Subscription second = lamp().onFlicker(event -> {});
        first.close();
        first.close();
        settle();
        assertThat(server.untaken()).isEmpty();

        second.close();

        assertThat(server.nextParams("rope.unlisten")).isEqualTo(List.of(3L, "onFlicker"));
    }

    @Test
    void eventsOnDemandAreHeardAndNotReportedAsChanges() {
        Probe<FlickerEvent> flicker = Probe.of(lamp()::onFlicker);
        Probe<Change> changes = Probe.of(((Stateful) lamp())::onChange);
        server.next("rope.listen");

        server.event("3,'onFlicker',{'sample':'bytes:AAEC'}");

        assertThat(flicker.next().sample()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, 2}));
        assertThat(changes.untaken()).isEmpty();
        flicker.stop();
    }

    @Test
    void eventsBehindTheEndOfTheirObjectInAFrameAreNotHeard() {
        Probe<FlickerEvent> flicker = Probe.of(lamp()::onFlicker);
        server.next("rope.listen");
        String event = "{'jsonrpc':'2.0','method':'rope.event','params':[3,'onFlicker',{'sample':'bytes:'}]}";

        server.send("[" + event + "," + server.changeMessage("'of':3,'closed':true") + "," + event + "]");
        settle();

        assertThat(flicker.untaken()).hasSize(1);
        flicker.stop();
    }

    @Test
    void otherEventsNeedNoInterest() {
        Subscription turn = lamp().onTurn(event -> {});
        turn.close();
        settle();
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void interestIsOrderedWithTheCalls() {
        Subscription flicker = lamp().onFlicker(event -> {});
        lamp().blink();

        server.next("rope.listen");
        server.next("blink");
        flicker.close();
    }

    @Test
    void interestIsStatedAgainAfterAReconnect() {
        Probe<FlickerEvent> flicker = Probe.of(lamp()::onFlicker);
        Subscription gone = lamp().onFlicker(event -> {});
        gone.close();
        server.next("rope.listen");
        var states = states();

        server.cut();
        awaitState(states, ConnectionState.CONNECTED);

        server.next("rope.hello");
        assertThat(server.nextParams("rope.listen")).isEqualTo(List.of(3L, "onFlicker"));
        server.event("3,'onFlicker',{'sample':'bytes:'}");
        flicker.next();
    }

    @Test
    void interestEndsWithItsObject() {
        Subscription flicker = lamp().onFlicker(event -> {});
        server.next("rope.listen");
        server.change("'of':2,'set':{'closed':true},'closed':true");
        settle();

        flicker.close();

        settle();
        assertThat(server.untaken()).isEmpty();
    }
}

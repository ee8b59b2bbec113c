package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.Room;

class ResumeTest extends ScriptedTest {
    /** Cuts the connection; the server goes on with the session, of which it has received so many messages. */
    private Map<?, ?> resumeAfter(long received) {
        Probe<ConnectionStateEvent> states = states();
        server.resumesAfter = received;
        server.cut();
        assertThat(awaitState(states, ConnectionState.CONNECTED).recovery()).isEqualTo(Recovery.RESUMED);
        states.stop();
        return server.nextFields("rope.hello");
    }

    @Test
    void helloSaysHowMuchHasCome() {
        Lamp lamp = lamp();
        server.change("'of':3,'set':{'on':true}");
        server.send("{'jsonrpc':'2.0','method':'rope.event','lossy':true,"
                + "'params':[3,'onFlicker',{'sample':'bytes:AAEC'}]}");
        server.send("{'jsonrpc':'2.0','method':'rope.ack','params':[0]}");
        server.event("77,'onFlicker',{'sample':'bytes:AAEC'}");
        settle();
        assertThat(lamp.on()).isTrue();

        Map<?, ?> hello = resumeAfter(1);

        assertThat(hello.get("session")).isEqualTo("s-1");
        assertThat(hello.get("key")).isEqualTo("k");
        assertThat(hello.get("received")).isEqualTo(4L);
    }

    @Test
    void whatTheServerHasNotReceivedIsSentAgainAndNothingElse() {
        House house = house();
        var first = house.addRoom("a");
        Map<?, ?> request = server.next("addRoom");
        var second = house.addRoom("b");
        server.next("addRoom");
        kitchen().close();
        server.next("close");

        resumeAfter(1);

        assertThat(server.nextParams("addRoom")).isEqualTo(List.of(1L, "b"));
        assertThat(server.nextParams("close")).isEqualTo(List.of(2L));
        assertThat(server.untaken()).isEmpty();
        server.error(request, "{'code':-32603,'message':'no'}");
        Probe.failure(first);
        assertThat(second).isNotDone();
        assertThat(session().pendingCalls()).isEqualTo(1);
    }

    @Test
    void acknowledgedMessagesAreNotSentAgain() {
        House house = house();
        var acknowledged = house.addRoom("a");
        server.next("addRoom");
        server.send("{'jsonrpc':'2.0','method':'rope.ack','params':[1]}");

        resumeAfter(1);

        var next = house.addRoom("b");
        server.result(server.next("addRoom"), "2");
        Probe.await(next);
        assertThat(acknowledged).isNotDone();
    }

    @Test
    void callsAndInterestsThatWaitedFollowInOrder() {
        House house = house();
        Lamp lamp = lamp();
        Probe<ConnectionStateEvent> states = states();
        server.down = true;
        server.cut();
        awaitState(states, ConnectionState.RECONNECTING);
        var first = house.addRoom("a");
        var subscription = lamp.onFlicker(event -> {});
        var second = lamp.turn(true);
        lamp.blink();
        subscription.close();
        server.resumesAfter = 0;
        server.down = false;

        awaitState(states, ConnectionState.CONNECTED);
        server.next("rope.hello");
        server.next("addRoom");
        server.next("rope.listen");
        server.next("turn");
        server.next("rope.unlisten");
        assertThat(server.untaken()).isEmpty();
        assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void nothingIsToldOfAResumedSessionButTheConnection() {
        House house = house();
        Room kitchen = kitchen();
        resumeAfter(0);
        assertThat(house.rooms()).containsValue(kitchen);
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        Probe.of(kitchen::onClose).next();
    }

    @Test
    void sessionIsPresentedWithoutCountAfterTheProtocolWasBroken() {
        house();
        Probe<ConnectionStateEvent> states = states();
        server.close(4400);
        assertThat(awaitState(states, ConnectionState.CONNECTED).recovery()).isEqualTo(Recovery.RESYNCED);
        Map<?, ?> hello = server.nextFields("rope.hello");
        assertThat(hello.get("session")).isEqualTo("s-1");
        assertThat(hello.get("received")).isNull();
    }

    @Test
    void serverThatClaimsToHaveReceivedMoreThanWasSentIsNotBelieved() {
        house();
        Probe<ConnectionStateEvent> states = states();
        server.resumesAfter = 5;
        server.cut();
        assertThat(server.nextClose()).isEqualTo(1006);
        server.next("rope.hello");
        server.resumesAfter = -1;
        assertThat(server.nextClose()).isEqualTo(4400);
        assertThat(awaitState(states, ConnectionState.CONNECTED).recovery()).isEqualTo(Recovery.RESYNCED);
    }

    @Test
    void callToAnObjectThatIsGoneAfterwardsIsLostIfItWasNotSent() {
        Lamp lamp = lamp();
        Room kitchen = kitchen();
        House house = house();
        var sent = lamp.turn(true);
        server.next("turn");
        Probe<ConnectionStateEvent> states = states();
        server.down = true;
        server.cut();
        awaitState(states, ConnectionState.RECONNECTING);
        var lost = lamp.turn(false);
        var kept = house.addRoom("a");
        server.objects = "{'id':1,'type':'House','state':{'address':'Calle 1'},'in':[]}";
        server.revision.set(50);
        server.down = false;

        awaitState(states, ConnectionState.CONNECTED);
        assertThat(kitchen.closed()).isTrue();
        assertThat(Probe.failure(sent)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(Probe.failure(lost)).isInstanceOf(StateLostException.class);
        server.next("rope.hello");
        server.next("addRoom");
        assertThat(kept).isNotDone();
    }

    @Test
    void callThatItsCallerGivesUpIsAbandoned() {
        CompletableFuture<Room> cancelled = house().addRoom("a");
        Object first = server.next("addRoom").get("id");
        assertThat(cancelled.cancel(false)).isTrue();
        assertThat(server.nextFields("rope.abandon").get("id")).isEqualTo(first);

        CompletableFuture<Room> late = house().addRoom("b").orTimeout(1, TimeUnit.MILLISECONDS);
        Object second = server.next("addRoom").get("id");
        assertThat(server.nextFields("rope.abandon").get("id")).isEqualTo(second);
        assertThat(Probe.failure(late)).isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(session().pendingCalls()).isZero();
    }

    @Test
    void lossyMessagesSayThatTheyHaveNoNumber() {
        lamp().blink();
        assertThat(server.next("blink").get("lossy")).isEqualTo(true);
    }

    @Test
    void clientAcknowledgesWhatItHasReceived() {
        connect(options().heartbeat(Duration.ofMillis(20)).build());
        assertThat(server.nextAcknowledged()).isEqualTo(1);
        for (int i = 0; i < 256; i++) {
            server.change("'of':3,'set':{'on':" + (i % 2 == 0) + "}");
        }
        while (server.nextAcknowledged() < 257) {
            assertThat(session().state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }
}

package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Change;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.rooms.ClosedEvent;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.Room;

/** Closing from this side: of an object, and of the whole session. */
class CloseTest extends ScriptedTest {
    @Test
    void objectAndAllBelowAreClosedWhenCloseReturns() {
        Room kitchen = kitchen();
        Lamp lamp = lamp();

        kitchen.close();

        assertThat(kitchen.closed()).isTrue();
        assertThat(kitchen.lamps()).isEmpty();
        assertThat(house().rooms()).isEmpty();
        assertThat(lamp.toString()).contains("closed");
        assertThat(server.nextParams("close")).isEqualTo(List.of(2L));
    }

    @Test
    void closeIsToldWhenTheServerSaysIt() {
        Room kitchen = kitchen();
        Probe<ClosedEvent> events = Probe.of(kitchen::onClose);
        Probe<Change> changes = Probe.of(((Stateful) house())::onChange);

        kitchen.close();
        server.next("close");
        settle();
        assertThat(events.untaken()).isEmpty();
        assertThat(changes.untaken()).isEmpty();
        server.change("'of':1,'left':[['rooms','kitchen']]");
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");

        events.next();
        assertThat(changes.next().removed()).containsExactly(new Change.Member("rooms", "kitchen", kitchen));
    }

    /** The server tells of those that close together one by one, and which is the outermost of them. */
    @Test
    void objectsThatCloseTogetherAreClosedWithTheFirstStepThatTellsOfThem() {
        Room kitchen = kitchen();
        Lamp lamp = lamp();
        Probe<Boolean> closedThen =
                Probe.of(listener -> ((Stateful) kitchen).onChange(change -> listener.on(kitchen.closed())));

        server.change("'of':2,'left':[['lamps','l1']],'closing':2");

        assertThat(closedThen.next()).isTrue();
        assertThat(house().rooms()).isEmpty();
        assertThat(lamp.toString()).contains("closed");
        assertThat(server.untaken()).isEmpty();
        Probe<ClosedEvent> events = Probe.of(kitchen::onClose);
        server.change("'of':1,'left':[['rooms','kitchen']],'closing':2");
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        events.next();
    }

    @Test
    void callOnWhatClosesTogetherFailsWhenTheLastStepWasTold() {
        Room kitchen = kitchen();
        Lamp lamp = lamp();
        server.change("'of':2,'left':[['lamps','l1']],'closing':2");
        settle();
        Probe<Object> told = Probe.of(listener -> kitchen.onClose(listener::on));

        var call = lamp.turn(true);
        var unused = call.whenComplete((done, failure) -> told.on(failure));
        settle();

        assertThat(told.untaken()).isEmpty();
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        assertThat(told.next()).isInstanceOf(ClosedEvent.class);
        assertThat(told.next()).isInstanceOf(ObjectClosedException.class);
        assertThat(server.untaken()).isEmpty();
    }

    /** A member of two collections ends with the first of its owners that does. */
    @Test
    void callOnAMemberOfTwoCollectionsFailsWhenTheEndOfEitherOwnerWasTold() {
        Lamp lamp = lamp();
        Probe<Change> rooms = Probe.of(((Stateful) house())::onChange);
        server.change("'of':1,'created':[{'id':6,'type':'Room','state':{'name':'hall','closed':false},"
                + "'in':[[1,'rooms','hall']]}]");
        server.change("'of':6,'entered':[['lamps','l1',3]]");
        Room hall = (Room) rooms.next().added().get(0).object();
        server.change("'of':6,'left':[['lamps','l1']],'closing':6");
        settle();
        Probe<Object> told = Probe.of(listener -> hall.onClose(listener::on));

        var call = lamp.turn(true);
        var unused = call.whenComplete((done, failure) -> told.on(failure));
        settle();

        assertThat(kitchen().closed()).isFalse();
        assertThat(told.untaken()).isEmpty();
        server.change("'of':2,'left':[['lamps','l1']],'closing':6");
        server.change("'of':6,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        assertThat(told.next()).isInstanceOf(ClosedEvent.class);
        assertThat(told.next()).isInstanceOf(ObjectClosedException.class);
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void callOnWhatClosesTogetherFailsWhenTheSessionEndsBeforeTheLastStep() {
        kitchen();
        Lamp lamp = lamp();
        server.change("'of':2,'left':[['lamps','l1']],'closing':2");
        settle();
        var call = lamp.turn(true);

        house().close();

        assertThat(Probe.failure(call)).isInstanceOf(ObjectClosedException.class);
    }

    @Test
    void callOnWhatTheServerNeverFinishesClosingFailsInTheTimeThatACallMayTake() {
        connect(options().requestTimeout(Duration.ofMillis(50)).build());
        kitchen();
        Lamp lamp = lamp();
        server.change("'of':2,'left':[['lamps','l1']],'closing':2");
        settle();

        assertThat(Probe.failure(lamp.turn(true))).isInstanceOf(ObjectClosedException.class);
    }

    @Test
    void closeIsIdempotent() {
        Room kitchen = kitchen();

        kitchen.close();
        kitchen.close();

        server.next("close");
        settle();
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void callsOnAClosedObjectFail() {
        Room kitchen = kitchen();
        kitchen.close();
        server.next("close");

        assertThat(Probe.failure(kitchen.addLamp(new LampOptions(1, null))))
                .isInstanceOf(ObjectClosedException.class)
                .hasMessage("Room is closed [id:#2, method:addLamp]");
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void creationInFlightBelowAClosedObjectFails() {
        Room kitchen = kitchen();
        var creation = kitchen.addLamp(new LampOptions(1, null));
        kitchen.close();

        server.change("'of':2,'created':[{'id':9,'type':'Lamp','state':{'on':false,'watts':1,'room':2},"
                + "'in':[[2,'lamps','l2']]}]");
        server.result(server.next("addLamp"), "9");

        assertThat(Probe.failure(creation)).isInstanceOf(ObjectClosedException.class);
        assertThat(kitchen.lamps()).isEmpty();
    }

    @Test
    void closeOfTheRootEndsTheSession() {
        Room kitchen = kitchen();
        House house = house();
        Probe<ConnectionStateEvent> states = states();
        Probe<ClosedEvent> closed = Probe.of(kitchen::onClose);

        house.close();

        assertThat(kitchen.closed()).isTrue();
        assertThat(house.rooms()).isEmpty();
        closed.next();
        assertThat(states.next().state()).isEqualTo(ConnectionState.CLOSING);
        assertThat(states.next().state()).isEqualTo(ConnectionState.CLOSED);
        server.next("rope.bye");
        assertThat(server.nextClose()).isEqualTo(1000);
        assertThat(server.isReleased()).isTrue();
        assertThat(Probe.failure(house.addRoom("x"))).isInstanceOf(ObjectClosedException.class);
    }

    @Test
    void closeSettlesEveryPendingCall() {
        List<java.util.concurrent.CompletableFuture<?>> calls =
                List.of(house().addRoom("a"), kitchen().addLamp(new LampOptions(1, null)), lamp().turn(true));

        session().close();

        for (var call : calls) {
            assertThat(Probe.failure(call)).isInstanceOf(ObjectClosedException.class);
        }
        assertThat(session().pendingCalls()).isZero();
    }

    @Test
    void closedSessionTellsLateListeners() {
        Room kitchen = kitchen();
        session().close();

        assertThat(Probe.of(kitchen::onClose).next()).isEqualTo(new ClosedEvent());
    }

    @Test
    void sessionThatIsStillConnectingCanBeClosed() {
        server.greets = false;
        ClientSession session = new ClientSession(ROOMS, server, options().build());
        var started = session.start();
        server.next("rope.hello");

        session.close();

        assertThat(Probe.failure(started)).hasMessageContaining("closed");
        assertThat(session.state()).isIn(ConnectionState.CLOSING, ConnectionState.CLOSED);
        assertThat(server.nextClose()).isEqualTo(1000);
    }
}

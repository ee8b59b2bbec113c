package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Change;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.RequestTimeoutException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.rooms.ClosedEvent;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.Room;

class ReconnectTest extends ScriptedTest {
    /** The kitchen is gone, its lamp hangs in a new room, and the house has moved. */
    private static final String MOVED = """
            {'id':1,'type':'House','state':{'address':'Calle 2'},'in':[]},
            {'id':5,'type':'Room','state':{'name':'attic','closed':false},'in':[[1,'rooms','attic']]},
            {'id':3,'type':'Lamp','state':{'on':true,'watts':40,'room':5},'in':[[5,'lamps','l9']]}
            """;

    private ConnectionStateEvent reconnect() {
        Probe<ConnectionStateEvent> states = states();
        server.cut();
        ConnectionStateEvent connected = awaitState(states, ConnectionState.CONNECTED);
        states.stop();
        server.next("rope.hello");
        return connected;
    }

    @Test
    void statesOfTheConnectionAreTold() {
        house();
        Probe<ConnectionStateEvent> states = states();
        assertThat(session().state()).isEqualTo(ConnectionState.CONNECTED);

        server.cut();

        assertThat(states.next().state()).isEqualTo(ConnectionState.RECONNECTING);
        assertThat(states.next().state()).isEqualTo(ConnectionState.OPEN);
        ConnectionStateEvent connected = states.next();
        assertThat(connected.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connected.previous()).isEqualTo(ConnectionState.OPEN);
        assertThat(connected.recovery()).isEqualTo(Recovery.RESYNCED);
        assertThat(session().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void sessionIsPresentedAgainSoThatItsObjectsStayOurs() {
        house();
        server.cut();

        Map<?, ?> hello = server.nextFields("rope.hello");
        assertThat(hello.get("session")).isEqualTo("s-1");
        assertThat(hello.get("key")).isEqualTo("k");
        assertThat(hello.get("received")).isEqualTo(1L);
    }

    @Test
    void unchangedObjectsStayAndNothingIsTold() {
        House house = house();
        Room kitchen = kitchen();
        Lamp lamp = lamp();
        List<Probe<Change>> changes = List.of(
                Probe.of(((Stateful) house)::onChange), Probe.of(((Stateful) kitchen)::onChange), Probe.of(((Stateful)
                        lamp)::onChange));

        reconnect();

        settle();
        assertThat(house()).isSameAs(house);
        assertThat(kitchen()).isSameAs(kitchen);
        assertThat(lamp()).isSameAs(lamp);
        assertThat(changes).allMatch(probe -> probe.untaken().isEmpty());
    }

    @Test
    void missedCreationsChangesAndClosesAreDerived() {
        House house = house();
        Room kitchen = kitchen();
        Lamp lamp = lamp();
        Probe<Change> ofHouse = Probe.of(((Stateful) house)::onChange);
        Probe<Change> ofKitchen = Probe.of(((Stateful) kitchen)::onChange);
        Probe<Change> ofLamp = Probe.of(((Stateful) lamp)::onChange);
        Probe<ClosedEvent> closed = Probe.of(kitchen::onClose);
        server.objects = MOVED;
        server.revision.set(50);

        reconnect();

        Room attic = Objects.requireNonNull(house.rooms().get("attic"));
        assertThat(house.rooms()).containsOnlyKeys("attic");
        assertThat(attic.lamps()).containsExactly(Map.entry("l9", lamp));
        assertThat(house.address()).isEqualTo("Calle 2");
        assertThat(lamp.on()).isTrue();
        assertThat(lamp.room()).isSameAs(attic);
        assertThat(kitchen.closed()).isTrue();
        closed.next();
        assertThat(ofHouse.untaken())
                .containsExactly(
                        Change.builder().removed("rooms", "kitchen", kitchen).build(),
                        Change.builder().property("address", "Calle 2").build(),
                        Change.builder().added("rooms", "attic", attic).build());
        assertThat(ofKitchen.untaken())
                .contains(Change.builder()
                        .property("closed", true)
                        .event("onClose", new ClosedEvent())
                        .build());
        assertThat(ofLamp.untaken())
                .containsExactly(Change.builder()
                        .property("on", true)
                        .property("room", attic)
                        .build());
    }

    @Test
    void restartedServerClosesAllButTheRoot() {
        House house = house();
        Room kitchen = kitchen();
        Lamp lamp = lamp();
        List<String> order = new ArrayList<>();
        Probe<String> told = new Probe<>();
        try (var first = kitchen.onClose(event -> told.on("kitchen"));
                var second = ((Stateful) house).onChange(change -> told.on("house"))) {
            server.epoch = "e-2";
            server.objects = """
                    {'id':7,'type':'House','state':{'address':'Calle 1'},'in':[]},
                    {'id':2,'type':'Room','state':{'name':'other','closed':false},'in':[[7,'rooms','kitchen']]}
                    """;
            server.revision.set(1);
            rootIs(7);

            ConnectionStateEvent connected = reconnect();

            assertThat(connected.recovery()).isEqualTo(Recovery.RESTARTED);
            order.addAll(List.of(told.next(), told.next(), told.next()));
            assertThat(first).isNotSameAs(second);
        }
        assertThat(order).containsExactly("house", "kitchen", "house");
        assertThat(house()).isSameAs(house);
        assertThat(kitchen.closed()).isTrue();
        assertThat(lamp.toString()).contains("closed");
        Room other = Objects.requireNonNull(house.rooms().get("kitchen"));
        assertThat(other).isNotEqualTo(kitchen);
        assertThat(other.name()).isEqualTo("other");
        var call = house.addRoom("new");
        assertThat(server.nextParams("addRoom")).isEqualTo(List.of(7L, "new"));
        assertThat(call).isNotDone();
    }

    private void rootIs(int id) {
        server.root = id;
    }

    @Test
    void callThatWasSentHasAnUnknownOutcome() {
        var call = house().addRoom("x");
        server.next("addRoom");

        reconnect();

        assertThat(Probe.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(session().pendingCalls()).isZero();
    }

    @Test
    void callThatWasSentToAServerThatRestartedIsLost() {
        var call = house().addRoom("x");
        server.next("addRoom");
        server.epoch = "e-2";

        reconnect();

        assertThat(Probe.failure(call)).isInstanceOf(StateLostException.class);
    }

    @Test
    void callsWaitWhileThereIsNoConnection() {
        House house = house();
        Lamp lamp = lamp();
        Probe<ConnectionStateEvent> states = states();
        server.down = true;
        server.cut();
        awaitState(states, ConnectionState.RECONNECTING);

        var call = house.addRoom("x");
        lamp.blink();
        kitchen().close();
        server.down = false;
        awaitState(states, ConnectionState.CONNECTED);

        server.next("rope.hello");
        server.next("close");
        server.result(server.next("addRoom"), "2");
        assertThat(Probe.await(call).name()).isEqualTo("kitchen");
        assertThat(server.nextParams("close")).isEqualTo(List.of(2L));
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void callThatWaitsIsLostWhenTheServerRestarts() {
        House house = house();
        Probe<ConnectionStateEvent> states = states();
        server.down = true;
        server.cut();
        awaitState(states, ConnectionState.RECONNECTING);
        var call = house.addRoom("x");
        server.epoch = "e-2";

        server.down = false;

        assertThat(Probe.failure(call)).isInstanceOf(StateLostException.class);
        awaitState(states, ConnectionState.CONNECTED);
        server.next("rope.hello");
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void callThatWaitsTimesOutAndIsNotSentLater() {
        connect(options().requestTimeout(java.time.Duration.ofMillis(150)).build());
        House house = house();
        Probe<ConnectionStateEvent> states = states();
        server.down = true;
        server.cut();
        awaitState(states, ConnectionState.RECONNECTING);

        assertThat(Probe.failure(house.addRoom("x"))).isInstanceOf(RequestTimeoutException.class);

        server.down = false;
        awaitState(states, ConnectionState.CONNECTED);
        server.next("rope.hello");
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void closedIsFinalAlthoughTheSnapshotStillHasTheObject() {
        Room kitchen = kitchen();
        Lamp lamp = lamp();
        kitchen.close();
        server.next("close");

        reconnect();

        assertThat(server.nextParams("close")).isEqualTo(List.of(2L));
        assertThat(kitchen.closed()).isTrue();
        assertThat(house().rooms()).isEmpty();
        assertThat(Probe.failure(lamp.turn(true))).isNotNull();
    }

    @Test
    void referenceToALostObjectIsRefused() {
        House house = house();
        Room kitchen = kitchen();
        server.epoch = "e-2";
        reconnect();

        assertThat(Probe.failure(kitchen.addLamp(new LampOptions(1, null)))).hasMessageContaining("Room is closed");
        assertThat(house.rooms().get("kitchen")).isNotEqualTo(kitchen);
    }

    @Test
    void clientKeepsTryingWhileTheServerIsDown() {
        house();
        Probe<ConnectionStateEvent> states = states();
        server.down = true;
        server.cut();
        awaitState(states, ConnectionState.RECONNECTING);
        while (server.connections() < 4) {
            Thread.onSpinWait();
        }

        server.down = false;

        awaitState(states, ConnectionState.CONNECTED);
    }

    @Test
    void withoutReconnectTheSessionEndsWithTheConnection() {
        connect(options().reconnect(false).build());
        Room kitchen = kitchen();
        House house = house();
        var sent = house.addRoom("x");
        server.next("addRoom");
        Probe<ConnectionStateEvent> states = states();

        server.cut();

        assertThat(states.next().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(kitchen.closed()).isTrue();
        assertThat(house.rooms()).isEmpty();
        assertThat(Probe.failure(sent)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(Probe.of(kitchen::onClose).next()).isEqualTo(new ClosedEvent());
        assertThat(server.isReleased()).isTrue();
    }

    @Test
    void refusedClientDoesNotComeBack() {
        house();
        Probe<ConnectionStateEvent> states = states();

        server.close(4403);

        assertThat(states.next().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(server.connections()).isEqualTo(1);
    }

    private Throwable failureToStart(String error) {
        server.greets = false;
        var started = new ClientSession(ROOMS, server, options().build()).start();
        server.error(server.next("rope.hello"), error);
        Throwable failure = Probe.failure(started);
        assertThat(server.isReleased()).isTrue();
        return failure;
    }

    @Test
    void otherContractIsRefused() {
        assertThat(failureToStart("{'code':-32010,'message':'This server speaks lamps 2'}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("lamps 2");
    }

    @Test
    void wrongTokenIsRefused() {
        assertThat(failureToStart("{'code':-32011,'message':'No such token'}")).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void serverThatIsNotThereFailsTheFirstAttempt() {
        server.down = true;

        assertThat(Probe.failure(new ClientSession(ROOMS, server, options().build()).start()))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("memory")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void serverThatSaysNothingFailsTheFirstAttemptInTime() {
        server.greets = false;

        assertThat(Probe.failure(new ClientSession(
                                ROOMS,
                                server,
                                options().connectTimeout(Duration.ofMillis(100)).build())
                        .start()))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("in time");
        assertThat(server.nextClose()).isEqualTo(4408);
    }

    @Test
    void silentServerIsGivenUp() {
        server.greeting = "'forbidden':[],'heartbeat':40,'maxMessage':100000";
        house();
        Probe<ConnectionStateEvent> states = states();

        assertThat(awaitState(states, ConnectionState.RECONNECTING).reason()).contains("no sign of life");
        assertThat(server.nextClose()).isEqualTo(4408);
    }

    @Test
    void serverIsGivenUpAfterTheSilenceThatTheOptionsAllow() {
        connect(options().silence(Duration.ofMillis(100)).build());
        Probe<ConnectionStateEvent> states = states();

        assertThat(awaitState(states, ConnectionState.RECONNECTING).reason()).contains("no sign of life");
        assertThat(server.nextClose()).isEqualTo(4408);
    }

    /** The server comes back with the kitchen, which it has not heard to be closed. */
    @Test
    void whatIsClosedWhenTheSessionIsOverTellsSoWithoutTheServer() {
        House house = house();
        Room kitchen = kitchen();
        Probe<ClosedEvent> closed = Probe.of(kitchen::onClose);
        Probe<Change> ofHouse = Probe.of(((Stateful) house)::onChange);
        Probe<Duration> over = Probe.of(session()::onSessionOver);
        server.down = true;
        server.cut();
        over.next();

        kitchen.close();

        closed.next();
        assertThat(ofHouse.next())
                .isEqualTo(Change.builder().removed("rooms", "kitchen", kitchen).build());
        server.revision.set(50);
        server.down = false;
        server.next("rope.hello");
        assertThat(server.nextParams("close")).isEqualTo(List.of(2L));
        assertThat(server.nextParams("close")).isEqualTo(List.of(2L));
        server.change("'of':1,'left':[['rooms','kitchen']],'closing':2");
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        settle();
        assertThat(house.rooms()).isEmpty();
        assertThat(closed.untaken()).isEmpty();
        assertThat(ofHouse.untaken()).isEmpty();
    }

    @Test
    void otherShapeOfTheContractIsRefused() {
        server.greeting = "'forbidden':[],'heartbeat':10000,'maxMessage':100000,'description':"
                + "{'contract':'rooms','version':1,'root':'House','objects':{'Lamp':{'state':{'watts':'string'}}},"
                + "'values':{}}";

        assertThat(Probe.failure(new ClientSession(ROOMS, server, options().build()).start()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("Lamp.watts is string on the server and int here");
    }

    @Test
    void newerContractOfTheServerFits() {
        server.greeting = "'forbidden':[],'heartbeat':10000,'maxMessage':100000,'description':"
                + "{'contract':'rooms','version':1,'root':'House','objects':{'Lamp':{'state':"
                + "{'watts':'int?','colour':'string'}},'Cellar':{}},'values':{}}";

        assertThat(house().rooms()).hasSize(1);
    }
}

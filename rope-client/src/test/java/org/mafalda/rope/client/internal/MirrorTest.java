package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Change;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.rooms.ClosedEvent;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.PowerEvent;
import org.mafalda.rope.rooms.Room;
import org.mafalda.rope.rooms.TurnEvent;

class MirrorTest extends ScriptedTest {
    private static Probe<Change> changes(Object object) {
        return Probe.of(((Stateful) object)::onChange);
    }

    @Test
    void snapshotIsThereOnceConnected() {
        assertThat(house().address()).isEqualTo("Calle 1");
        assertThat(house().rooms()).containsOnlyKeys("kitchen");
        assertThat(kitchen().name()).isEqualTo("kitchen");
        assertThat(lamp().watts()).isEqualTo(40);
        assertThat(lamp().on()).isFalse();
    }

    @Test
    void snapshotMayComeInParts() {
        server.greets = false;
        ClientSession session = new ClientSession(ROOMS, server, options().build());
        var started = session.start();
        server.send(server.hello(server.next("rope.hello").get("id")));
        server.send("{'jsonrpc':'2.0','method':'rope.snapshot','params':{'objects':["
                + "{'state':{'on':true,'watts':1,'room':2},'in':[],'type':'Lamp','id':9},"
                + "{'in':[],'state':{'address':'A'},'type':'House','id':1}],'root':1,'revision':5}}");
        server.send("{'jsonrpc':'2.0','method':'rope.snapshot','params':{'last':true,'revision':5,'root':1,'objects':["
                + "{'id':2,'type':'Room','state':{'name':'r','closed':false},'in':[[1,'rooms','r']]}]}}");

        try (session) {
            Probe.await(started);
            assertThat(((org.mafalda.rope.rooms.House) session.root()).rooms()).containsOnlyKeys("r");
        }
    }

    @Test
    void stateIsVisibleWhenTheEventFires() {
        Lamp lamp = lamp();
        Probe<Boolean> seen = Probe.of(listener -> lamp.onTurn(event -> listener.on(lamp.on() && event.on())));

        server.change("'of':3,'set':{'on':true},'event':['onTurn',{'on':true}]");

        assertThat(seen.next()).isTrue();
    }

    @Test
    void changeIsReportedWithItsEventBeforeTheListenersOfTheEvent() {
        List<String> order = new CopyOnWriteArrayList<>();
        Lamp lamp = lamp();
        Probe<TurnEvent> events = new Probe<>();
        Probe<Change> changes = new Probe<>();
        try (Subscription first = lamp.onTurn(event -> {
                    order.add("event");
                    events.on(event);
                });
                Subscription second = ((Stateful) lamp).onChange(change -> {
                    order.add("change");
                    changes.on(change);
                })) {
            server.change("'of':3,'set':{'on':true},'event':['onTurn',{'on':true}]");

            events.next();
            assertThat(changes.next())
                    .isEqualTo(Change.builder()
                            .property("on", true)
                            .event("onTurn", new TurnEvent(true))
                            .build());
            assertThat(order).containsExactly("change", "event");
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void membersMayComeInAnyOrder() {
        Probe<TurnEvent> events = Probe.of(lamp()::onTurn);

        server.send("{'params':{'event':['onTurn',{'on':true}],'set':{'on':true},'of':3,'revision':11},"
                + "'method':'rope.change','jsonrpc':'2.0'}");

        assertThat(events.next().on()).isTrue();
        assertThat(lamp().on()).isTrue();
    }

    @Test
    void createdObjectsAreInTheirCollectionsInOrder() {
        Probe<Change> changes = changes(house());

        server.change("'of':1,'created':[{'id':5,'type':'Room','state':{'name':'z','closed':false},"
                + "'in':[[1,'rooms','z']]},{'id':6,'type':'Lamp','state':{'on':true,'watts':9,'room':5},"
                + "'in':[[5,'lamps','l']]}]");
        server.change("'of':1,'created':[{'id':7,'type':'Room','state':{'name':'a','closed':false},"
                + "'in':[[1,'rooms','a']]}]");

        Change first = changes.next();
        changes.next();
        assertThat(house().rooms().keySet()).containsExactly("kitchen", "z", "a");
        Room room = Objects.requireNonNull(house().rooms().get("z"));
        assertThat(first.added()).containsExactly(new Change.Member("rooms", "z", room));
        assertThat(room.lamps()).containsOnlyKeys("l");
        assertThat(room.burning()).isEqualTo(1);
    }

    @Test
    void eventMaySpeakOfWhatItsChangeCreates() {
        Probe<Change> changes = changes(lamp());

        server.change("'of':3,'set':{'room':8},'created':[{'id':8,'type':'Room',"
                + "'state':{'name':'attic','closed':false},'in':[[1,'rooms','attic']]}]");

        assertThat(changes.next().properties())
                .containsEntry("room", Objects.requireNonNull(house().rooms().get("attic")));
        assertThat(lamp().room().name()).isEqualTo("attic");
    }

    @Test
    void changesMaySpeakOfWhatThoseBeforeInTheirFrameCreate() {
        Probe<Change> changes = changes(lamp());

        server.send("["
                + server.changeMessage("'of':3,'set':{'on':true}")
                + ","
                + server.changeMessage("'of':1,'created':[{'id':8,'type':'Room',"
                        + "'state':{'name':'attic','closed':false},'in':[[1,'rooms','attic']]}]")
                + ","
                + server.changeMessage("'of':8,'set':{'name':'loft'}")
                + ","
                + server.changeMessage("'of':3,'set':{'room':8}")
                + "]");

        assertThat(changes.next().properties()).containsOnlyKeys("on");
        assertThat(changes.next().properties()).containsOnlyKeys("room");
        assertThat(lamp().room().name()).isEqualTo("loft");
    }

    @Test
    void whatStandsInAFrameBeforeAChangeOfNoSenseCounts() {
        Probe<TurnEvent> events = Probe.of(lamp()::onTurn);
        var states = states();

        server.send("["
                + server.changeMessage("'of':3,'event':['onTurn',{'on':true}]")
                + ","
                + server.changeMessage("'of':3,'set':{'on':5}")
                + "]");

        assertThat(events.next().on()).isTrue();
        awaitState(states, ConnectionState.RECONNECTING);
    }

    @Test
    void objectInTwoCollectionsIsReportedByBoth() {
        house();
        server.change("'of':1,'created':[{'id':5,'type':'Room','state':{'name':'z','closed':false},"
                + "'in':[[1,'rooms','z']]}]");
        settle();
        Room room = Objects.requireNonNull(house().rooms().get("z"));
        Probe<Change> changes = changes(room);

        server.change("'of':5,'entered':[['lamps','shared',3]]");

        assertThat(changes.next().added()).containsExactly(new Change.Member("lamps", "shared", lamp()));
        assertThat(room.lamps()).containsEntry("shared", lamp());

        server.change("'of':5,'left':[['lamps','shared']]");

        assertThat(changes.next().removed()).containsExactly(new Change.Member("lamps", "shared", lamp()));
        assertThat(room.lamps()).isEmpty();
        assertThat(kitchen().lamps()).containsKey("l1");
    }

    @Test
    void closedObjectLeavesItsCollectionAndTellsLateListeners() {
        Room kitchen = kitchen();
        Probe<Change> ofHouse = changes(house());
        Probe<Change> ofKitchen = changes(kitchen);
        Probe<Boolean> seen = Probe.of(listener -> kitchen.onClose(
                event -> listener.on(kitchen.closed() && house().rooms().isEmpty())));

        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");

        assertThat(seen.next()).isTrue();
        assertThat(ofHouse.next().removed()).containsExactly(new Change.Member("rooms", "kitchen", kitchen));
        Change last = ofKitchen.next();
        while (last.event() == null) {
            last = ofKitchen.next();
        }
        assertThat(last.properties()).containsEntry("closed", true);
        assertThat(Probe.of(kitchen::onClose).next()).isEqualTo(new ClosedEvent());
    }

    @Test
    void objectBelowAClosedOneIsGoneToo() {
        Lamp lamp = lamp();

        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        settle();

        assertThat(lamp).hasToString("Lamp[id=#3, remote, closed]");
        assertThat(Probe.failure(lamp.turn(true)).getMessage()).startsWith("Lamp is closed");
    }

    @Test
    void objectMayReportSomethingAfterItsEnd() {
        Room kitchen = kitchen();
        Probe<Change> changes = changes(kitchen);
        server.change("'of':2,'set':{'closed':true},'closed':true");

        server.change("'of':2,'set':{'name':'was kitchen'}");
        settle();

        assertThat(kitchen.name()).isEqualTo("was kitchen");
        assertThat(changes.untaken().get(changes.untaken().size() - 1).properties())
                .isEqualTo(Map.of("name", "was kitchen"));
    }

    @Test
    void sameKeyMayBeUsedAgain() {
        Room before = kitchen();
        before.close();

        server.change("'of':1,'left':[['rooms','kitchen']]");
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        server.change("'of':1,'created':[{'id':5,'type':'Room','state':{'name':'new','closed':false},"
                + "'in':[[1,'rooms','kitchen']]}]");
        server.next("close");
        settle();

        assertThat(kitchen()).isNotSameAs(before);
        assertThat(kitchen().name()).isEqualTo("new");
        assertThat(before.closed()).isTrue();
    }

    @Test
    void oneStepMayReplaceAnObjectByAnotherOfTheSameKey() {
        Room before = kitchen();
        Probe<Change> changes = changes(house());

        server.change("'of':1,'created':[{'id':5,'type':'Room','state':{'name':'new','closed':false},"
                + "'in':[[1,'rooms','kitchen']]}],'left':[['rooms','kitchen']]");

        Change change = changes.next();
        assertThat(change.removed()).containsExactly(new Change.Member("rooms", "kitchen", before));
        assertThat(change.added()).containsExactly(new Change.Member("rooms", "kitchen", kitchen()));
        assertThat(kitchen().name()).isEqualTo("new");
    }

    @Test
    void whatIsUnknownIsIgnored() {
        Probe<PowerEvent> power = Probe.of(lamp()::onPower);

        server.change("'of':77,'set':{'on':true},'event':['onTurn',{'on':true}]");
        server.change("'of':3,'set':{'colour':'red'},'event':['onFall',{'height':[3]}]");
        server.change("'of':1,'entered':[['rooms','ghost',99]],'left':[['rooms','nobody'],['attics','x']]");
        server.change("'of':1,'created':[{'id':50,'type':'Cellar','state':{'depth':3},'in':[[1,'cellars','c']]}]");
        server.send("{'jsonrpc':'2.0','method':'rope.news','params':{}}");
        server.event("77,'onFlicker',{'sample':'bytes:AAEC'}");
        server.event("3,'onFall',{}");
        server.change("'of':3,'event':['onPower',{'watts':1.5,'colour':'red'}]");

        assertThat(power.next().watts()).isEqualTo(1.5);
        assertThat(house().rooms()).containsOnlyKeys("kitchen");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void stateThatTheServerDoesNotTellThrowsWhenItIsRead() {
        server.objects = "{'id':1,'type':'House','state':{},'in':[]}";

        assertThatThrownBy(() -> house().address())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("state:address");
        assertThat(house().rooms()).isEmpty();
    }
}

package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.rooms.ClosedEvent;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.PowerEvent;
import org.mafalda.rope.rooms.Room;
import org.mafalda.rope.rooms.TurnEvent;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.TestHouse;
import org.mafalda.rope.server.fixture.TestLamp;
import org.mafalda.rope.server.fixture.TestRoom;
import tools.jackson.databind.JsonNode;

class ChangesTest {
    private final Exporting exporting = new Exporting();
    private final TestHouse house = exporting.house();

    @AfterEach
    void stop() {
        exporting.close();
    }

    private TestRoom room(String name) {
        return (TestRoom) house.addRoom(name).join();
    }

    private static TestLamp lamp(TestRoom room, String label) {
        return (TestLamp) room.addLamp(new LampOptions(40, label)).join();
    }

    private static long id(JsonNode snapshot, String place) {
        return snapshot.path("objects")
                .valueStream()
                .filter(object -> object.path("in").toString().contains("\"" + place + "\""))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asLong();
    }

    @Test
    void newObjectIsCreatedWithItsPlace() {
        JsonClient client = exporting.connect();
        JsonNode snapshot = client.open();
        long root = snapshot.path("root").asLong();
        room("kitchen");
        JsonNode change = client.change();
        assertThat(change.path("revision").asLong())
                .isEqualTo(snapshot.path("revision").asLong() + 1);
        assertThat(change.path("of").asLong()).isEqualTo(root);
        JsonNode created = change.path("created").get(0);
        assertThat(created.path("type").asString()).isEqualTo("Room");
        assertThat(created.path("state").toString()).isEqualTo("{\"closed\":false,\"name\":\"kitchen\"}");
        assertThat(created.path("in").toString()).isEqualTo("[[" + root + ",\"rooms\",\"kitchen\"]]");
        assertThat(change.has("entered")).isFalse();
    }

    @Test
    void changeAndItsEventAreOneMessage() {
        TestLamp lamp = lamp(room("kitchen"), "l1");
        JsonClient client = exporting.connect();
        long id = id(client.open(), "l1");
        lamp.turnNow(true).join();
        JsonNode change = client.change();
        assertThat(change.path("of").asLong()).isEqualTo(id);
        assertThat(change.path("set").toString()).isEqualTo("{\"on\":true}");
        assertThat(change.path("event").toString()).isEqualTo("[\"onTurn\",{\"on\":true}]");
    }

    @Test
    void allSessionsSeeTheSameStepsInTheSameOrder() {
        TestLamp lamp = lamp(room("kitchen"), "l1");
        JsonClient first = exporting.open();
        JsonClient second = exporting.open();
        lamp.turnNow(true).join();
        house.move("Calle 2").join();
        for (int i = 0; i < 2; i++) {
            assertThat(first.next()).isEqualTo(second.next());
        }
    }

    @Test
    void closingLeavesTheCollectionsAndEndsWhatHasNoEndOfItsOwn() {
        TestRoom kitchen = room("kitchen");
        lamp(kitchen, "l1");
        JsonClient client = exporting.connect();
        JsonNode snapshot = client.open();
        long root = snapshot.path("root").asLong();
        long roomId = id(snapshot, "kitchen");
        long lampId = id(snapshot, "l1");
        kitchen.close();
        assertThat(client.change().toString())
                .contains("\"of\":" + roomId)
                .contains("\"left\":[[\"lamps\",\"l1\"]]")
                .contains("\"closing\":" + roomId);
        assertThat(client.change().toString()).contains("\"of\":" + lampId).contains("\"closed\":true");
        assertThat(client.change().toString())
                .contains("\"of\":" + root)
                .contains("\"left\":[[\"rooms\",\"kitchen\"]]")
                .contains("\"closing\":" + roomId);
        JsonNode closing = client.change();
        assertThat(closing.path("of").asLong()).isEqualTo(roomId);
        assertThat(closing.path("set").toString()).isEqualTo("{\"closed\":true}");
        assertThat(closing.path("closed").asBoolean()).isTrue();
        assertThat(closing.has("closing")).isFalse();
        assertThat(closing.path("event").toString()).isEqualTo("[\"onClose\",{}]");
        assertThat(exporting.connect().open().path("objects")).hasSize(1);
    }

    @Test
    void childrenThatAreNotReportedAsGoneEndBeforeTheirParent() {
        TestRoom kitchen = room("kitchen");
        lamp(kitchen, "l1");
        JsonClient client = exporting.connect();
        JsonNode snapshot = client.open();
        kitchen.report(Change.builder().property("closed", true).build()).join();
        assertThat(client.change().toString())
                .contains("\"of\":" + id(snapshot, "l1"))
                .contains("\"closed\":true");
        assertThat(client.change().toString())
                .contains("\"of\":" + id(snapshot, "kitchen"))
                .contains("\"closed\":true");
        assertThat(exporting.connect().open().path("objects")).hasSize(1);
    }

    @Test
    void whatIsNewInTheStepThatClosesItsParentIsToldBeforeItEnds() {
        TestRoom kitchen = room("kitchen");
        JsonClient client = exporting.connect();
        client.open();
        kitchen.report(Change.builder()
                        .added("lamps", "l1", new TestLamp(kitchen, 40))
                        .property("closed", true)
                        .build())
                .join();
        JsonNode created = client.change();
        assertThat(created.path("created")).hasSize(1);
        long lampId = created.path("created").get(0).path("id").asLong();
        JsonNode ended = client.change();
        assertThat(ended.path("of").asLong()).isEqualTo(lampId);
        assertThat(ended.path("closed").asBoolean()).isTrue();
        assertThat(client.change().path("closed").asBoolean()).isTrue();
    }

    @Test
    void whatAClosedObjectReportsLaterGoesToThoseWhoKnewIt() {
        TestRoom kitchen = room("kitchen");
        JsonClient client = exporting.connect();
        long id = id(client.open(), "kitchen");
        kitchen.close();
        client.await(message -> message.path("params").path("closed").asBoolean(false));
        JsonClient later = exporting.open();
        kitchen.report(Change.builder().event("onClose", new ClosedEvent()).build())
                .join();
        assertThat(client.changeOf(id).path("event").get(0).asString()).isEqualTo("onClose");
        house.move("Calle 2").join();
        assertThat(later.change().path("set").has("address")).isTrue();
    }

    @Test
    void revisionGrowsWhileNobodyIsConnected() {
        house.move("Calle 2").join();
        house.move("Calle 3").join();
        JsonNode snapshot = exporting.connect().open();
        assertThat(snapshot.path("revision").asLong()).isEqualTo(2);
        assertThat(snapshot.path("objects").get(0).path("state").path("address").asString())
                .isEqualTo("Calle 3");
    }

    @Test
    void knownObjectThatEntersAnotherCollectionIsNotCreatedAgain() {
        TestRoom kitchen = room("kitchen");
        TestRoom attic = room("attic");
        TestLamp lamp = lamp(kitchen, "l1");
        JsonClient client = exporting.connect();
        JsonNode snapshot = client.open();
        attic.report(Change.builder().added("lamps", "borrowed", lamp).build()).join();
        JsonNode change = client.change();
        assertThat(change.path("of").asLong()).isEqualTo(id(snapshot, "attic"));
        assertThat(change.has("created")).isFalse();
        assertThat(change.path("entered").toString())
                .isEqualTo("[[\"lamps\",\"borrowed\"," + id(snapshot, "l1") + "]]");
        kitchen.removeLamp("l1").join();
        assertThat(client.change().has("left")).isTrue();
        JsonNode lampNow = exporting
                .connect()
                .open()
                .path("objects")
                .valueStream()
                .filter(object -> object.path("type").asString().equals("Lamp"))
                .findFirst()
                .orElseThrow();
        assertThat(lampNow.path("in").toString()).contains("borrowed").doesNotContain("l1");
        attic.report(Change.builder().removed("lamps", "borrowed", lamp).build())
                .join();
        assertThat(client.change().has("left")).isTrue();
        assertThat(client.change().path("closed").asBoolean()).isTrue();
    }

    @Test
    void anotherObjectUnderTheSameKeyReplacesTheFirst() {
        TestRoom kitchen = room("kitchen");
        TestLamp first = lamp(kitchen, "l1");
        TestLamp second = lamp(kitchen, "l2");
        JsonClient client = exporting.connect();
        JsonNode snapshot = client.open();
        kitchen.report(Change.builder()
                        .removed("lamps", "l1", first)
                        .added("lamps", "l1", second)
                        .build())
                .join();
        JsonNode change = client.change();
        assertThat(change.path("left").toString()).isEqualTo("[[\"lamps\",\"l1\"]]");
        assertThat(change.path("entered").get(0).get(2).asLong()).isEqualTo(id(snapshot, "l2"));
    }

    @Test
    void whatTheContractDoesNotNameIsNotSent() {
        TestRoom kitchen = room("kitchen");
        JsonClient client = exporting.open();
        kitchen.report(Change.builder()
                        .property("wallpaper", "green")
                        .event("onPainted", new ClosedEvent())
                        .added("chairs", "c1", new Object())
                        .removed("chairs", "c2", new Object())
                        .build())
                .join();
        house.move("Calle 2").join();
        assertThat(client.next().path("params").path("set").has("address")).isTrue();
    }

    @Test
    void valueThatBreaksTheContractIsLeftOutAndTheRestIsSent() {
        TestLamp lamp = lamp(room("kitchen"), "l1");
        JsonClient client = exporting.open();
        lamp.report(Change.builder()
                        .property("watts", "many")
                        .property("on", true)
                        .event("onPower", new PowerEvent(Double.NaN))
                        .build())
                .join();
        JsonNode change = client.change();
        assertThat(change.path("set").toString()).isEqualTo("{\"on\":true}");
        assertThat(change.has("event")).isFalse();
        lamp.report(Change.builder().event("onTurn", "no record").build()).join();
        house.move("Calle 2").join();
        client.await(message -> message.path("params").path("set").has("address"));
        assertThat(exporting.connect().open().path("objects")).hasSize(3);
    }

    @Test
    void objectThatNobodyKnowsIsAnnouncedBeforeTheMessageThatNamesIt() {
        TestRoom kitchen = room("kitchen");
        TestLamp lamp = lamp(kitchen, "l1");
        JsonClient client = exporting.connect();
        JsonNode snapshot = client.open();
        TestHouse elsewhere = new TestHouse();
        TestRoom garage = (TestRoom) elsewhere.addRoom("garage").join();
        lamp.report(Change.builder().property("room", garage).build()).join();
        JsonNode created = client.change();
        assertThat(created.path("of").asLong()).isEqualTo(id(snapshot, "l1"));
        assertThat(created.path("created").get(0).path("in")).isEmpty();
        long garageId = created.path("created").get(0).path("id").asLong();
        assertThat(client.change().path("set").path("room").asLong()).isEqualTo(garageId);
        garage.close();
        assertThat(client.changeOf(garageId).path("closed").asBoolean()).isTrue();
    }

    @Test
    void objectThatIsNotStatefulIsAFaultAndHarmsNobody() {
        JsonClient client = exporting.open();
        house.change(
                        () -> {},
                        Change.builder()
                                .added("rooms", "fake", new SilentRoom())
                                .build())
                .join();
        room("kitchen");
        JsonNode change = client.change();
        assertThat(change.path("created").get(0).path("state").path("name").asString())
                .isEqualTo("kitchen");
        assertThat(exporting.connect().open().path("objects")).hasSize(2);
    }

    @Test
    void rootThatCannotBeExportedIsRefusedWithAllReasons() {
        TestHouse broken = new TestHouse();
        CompletableFuture.runAsync(() -> broken.enter(new SilentRoom()), broken.lane())
                .join();
        assertThatThrownBy(
                        () -> new Exporting(broken, RopeServerOptions.builder().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Room does not report its changes: it must implement Stateful")
                .hasMessageContaining(SilentRoom.class.getName());
        assertThat(broken.listenerCount()).isZero();
        assertThatThrownBy(() -> new Exporter(
                        ContractModel.of(House.class),
                        "no house",
                        RopeServerOptions.builder().build(),
                        () -> 0L))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slowClientGetsWhatWaitedInOneFrame() {
        Exporting.Wire wire = exporting.wire();
        wire.client().open();
        wire.transport().stallClient();
        for (int i = 0; i < 20; i++) {
            house.addRoom("room " + i).join();
        }
        JsonClient other = exporting.open();
        wire.transport().resumeClient();
        for (int i = 0; i < 20; i++) {
            assertThat(wire.client()
                            .change()
                            .path("created")
                            .path(0)
                            .path("state")
                            .path("name")
                            .asString())
                    .isEqualTo("room " + i);
        }
        assertThat(other.call("addRoom", "[1,'attic']").isIntegralNumber()).isTrue();
    }

    @Test
    void clientThatIsTooSlowIsCutAndTheOthersAreNot() {
        try (Exporting small = new Exporting(
                house, RopeServerOptions.builder().maxBacklog(10_000).build())) {
            Exporting.Wire wire = small.wire();
            wire.client().open();
            JsonClient other = small.open();
            wire.transport().stallClient();
            for (int i = 0; i < 20; i++) {
                house.addRoom("room ".repeat(200) + i).join();
                other.change();
            }
            house.move("home").join();
            assertThat(other.change().path("set").path("address").asString()).isEqualTo("home");
            assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.TOO_SLOW);
        }
    }

    /** Claims to be a room and reports nothing. */
    private static final class SilentRoom implements Room {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public boolean closed() {
            return false;
        }

        @Override
        public Map<String, Lamp> lamps() {
            return Map.of();
        }

        @Override
        public CompletableFuture<Lamp> addLamp(LampOptions options) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}

        @Override
        public Subscription onClose(Listener<ClosedEvent> listener) {
            return () -> {};
        }
    }

    @Test
    void closedObjectIsNotHeldByTheServer() {
        WeakReference<TestRoom> gone = new WeakReference<>(room("kitchen"));
        JsonClient client = exporting.open();
        house.room("kitchen").close();
        client.await(message -> message.path("params").path("closed").asBoolean(false));
        exporting.open();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (gone.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
    }

    @Test
    void eventWithoutChangeTravelsAlone() {
        TestLamp lamp = lamp(room("kitchen"), "l1");
        JsonClient client = exporting.open();
        lamp.report(Change.builder().event("onTurn", new TurnEvent(false)).build())
                .join();
        JsonNode change = client.change();
        assertThat(change.has("set")).isFalse();
        assertThat(change.path("event").get(0).asString()).isEqualTo("onTurn");
    }
}

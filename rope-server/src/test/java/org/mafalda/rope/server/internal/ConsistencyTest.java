package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.Change;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.Room;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.JsonMirror;
import org.mafalda.rope.server.fixture.TestHouse;
import org.mafalda.rope.server.fixture.TestLamp;
import org.mafalda.rope.server.fixture.TestRoom;
import tools.jackson.databind.JsonNode;

/** Whatever happens while a client connects: snapshot and changes together tell all of it, and nothing twice. */
class ConsistencyTest {
    private static final int CHANGERS = 4;
    private static final int STEPS = 400;
    private static final int CLIENTS = 12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyClientEndsWithWhatTheServerHas(long seed) {
        TestHouse house = new TestHouse(seed % 2 == 0);
        house.addRoom("start").join();
        List<CompletableFuture<Void>> changers = new ArrayList<>();
        for (int i = 0; i < CHANGERS; i++) {
            Random random = new Random(seed * 100 + i);
            changers.add(CompletableFuture.runAsync(() -> changeAtRandom(house, random)));
        }
        try (Exporting exporting =
                new Exporting(house, RopeServerOptions.builder().build())) {
            List<JsonClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                JsonClient client = exporting.connect();
                client.request("rope.hello", "{'contract':'rooms','version':1}");
                clients.add(client);
                house.move("Calle " + i).join();
            }
            changers.forEach(CompletableFuture::join);
            house.move("the end").join();
            List<String> truth = follow(exporting.connect(), true).content();
            for (JsonClient client : clients) {
                assertThat(follow(client, false).content()).isEqualTo(truth);
            }
            assertThat(truth).anyMatch(line -> line.contains("the end"));
        }
    }

    /** Everything up to the last step of the test. */
    private static JsonMirror follow(JsonClient client, boolean sayHello) {
        if (sayHello) {
            client.request("rope.hello", "{'contract':'rooms','version':1}");
        }
        JsonMirror mirror = new JsonMirror();
        boolean end = false;
        while (!end) {
            JsonNode message = client.next();
            end = message.toString().contains("the end");
            switch (message.path("method").asString("")) {
                case "rope.snapshot" -> mirror.snapshot(message.path("params"));
                case "rope.change" -> mirror.change(message.path("params"));
                default -> {}
            }
        }
        long marker = client.request("turn", "[0,true]");
        while (true) {
            JsonNode message = client.next();
            if (message.path("id").asLong(0) == marker) {
                return mirror;
            }
            mirror.change(message.path("params"));
        }
    }

    private static void changeAtRandom(TestHouse house, Random random) {
        for (int i = 0; i < STEPS; i++) {
            List<Room> rooms = List.copyOf(house.rooms().values());
            Room room = rooms.isEmpty() ? null : rooms.get(random.nextInt(rooms.size()));
            if (room == null || random.nextInt(12) == 0) {
                house.addRoom(Long.toHexString(random.nextLong())).join();
            } else {
                change((TestRoom) room, random);
            }
        }
    }

    private static void change(TestRoom room, Random random) {
        List<Map.Entry<String, Lamp>> lamps = List.copyOf(room.lamps().entrySet());
        Map.Entry<String, Lamp> lamp = lamps.isEmpty() ? null : lamps.get(random.nextInt(lamps.size()));
        switch (random.nextInt(10)) {
            case 0 -> room.close();
            case 1, 2, 3 ->
                room.addLamp(new LampOptions(1 + random.nextInt(500), null))
                        .exceptionally(failure -> null)
                        .join();
            case 4 -> {
                if (lamp != null) {
                    room.removeLamp(lamp.getKey()).join();
                }
            }
            case 5 ->
                room.report(Change.builder().property("name", room.name()).build())
                        .join();
            default -> {
                if (lamp != null) {
                    ((TestLamp) lamp.getValue()).turnNow(random.nextBoolean()).join();
                }
            }
        }
    }
}

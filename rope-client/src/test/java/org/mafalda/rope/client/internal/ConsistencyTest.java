package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.RemoteFailureException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.Room;

/**
 * Whatever happens on both sides, and however often the connection is cut and the server started anew: in the end the
 * client shows what the server has, its reports told exactly that, and every call is settled.
 */
@Timeout(120)
class ConsistencyTest {
    private static final int STEPS = 400;
    private static final int NAMES = 6;

    private final ExportedHouse server = new ExportedHouse();
    private final List<CompletableFuture<?>> calls = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void clientAndServerAgreeInTheEnd(long seed) {
        RopeClientOptions options = RopeClientOptions.builder()
                .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
                .build();
        try (ClientSession session =
                Probe.await(new ClientSession(ContractModel.of(House.class), server, options).start())) {
            House house = (House) session.root();
            Follower follower = new Follower(house);
            Random random = new Random(seed);
            for (int i = 0; i < STEPS; i++) {
                step(random, random.nextBoolean() ? house : server.house());
            }
            barrier(house);

            String expected = Follower.picture(server.house());
            assertThat(Follower.picture(house)).isEqualTo(expected);
            assertThat(follower.picture()).isEqualTo(expected);
            calls.forEach(ConsistencyTest::assertSettled);
            assertThat(session.pendingCalls()).isZero();
        }
    }

    private void step(Random random, House house) {
        int kind = random.nextInt(100);
        String name = "r" + random.nextInt(NAMES);
        Room room = house.rooms().get(name);
        if (kind < 30 || room == null) {
            calls.add(house.addRoom(name));
        } else if (kind < 45) {
            room.close();
        } else if (kind < 65) {
            calls.add(room.addLamp(new LampOptions(40, null)));
        } else if (kind < 92) {
            Lamp lamp = any(random, room.lamps());
            if (lamp != null) {
                calls.add(lamp.turn(random.nextBoolean()));
            }
        } else if (kind < 99) {
            server.cut();
        } else {
            server.restart();
        }
    }

    private static @Nullable Lamp any(Random random, Map<String, Lamp> lamps) {
        List<Lamp> all = List.copyOf(lamps.values());
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    /** Until a call goes through twice: then both sides have seen all that came before. */
    private void barrier(House house) {
        for (int passed = 0; passed < 2; ) {
            for (CompletableFuture<?> call : calls) {
                settled(call);
            }
            CompletableFuture<Room> call = house.addRoom("last" + calls.size());
            calls.add(call);
            passed += settled(call) == null ? 1 : 0;
        }
    }

    private static @Nullable Throwable settled(CompletableFuture<?> call) {
        return Probe.await(call.handle((result, failure) ->
                        new Outcome(failure instanceof CompletionException ? failure.getCause() : failure)))
                .failure();
    }

    private record Outcome(@Nullable Throwable failure) {}

    private static void assertSettled(CompletableFuture<?> call) {
        Throwable failure = settled(call);
        if (failure != null && !(failure instanceof IllegalArgumentException)) {
            assertThat(failure)
                    .isInstanceOfAny(
                            ObjectClosedException.class,
                            OutcomeUnknownException.class,
                            StateLostException.class,
                            RemoteFailureException.class);
        }
    }
}

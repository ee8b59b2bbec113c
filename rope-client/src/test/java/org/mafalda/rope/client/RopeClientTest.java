package org.mafalda.rope.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.protocol.NamedSession;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.rooms.BulbBurntException;
import org.mafalda.rope.rooms.ClosedEvent;
import org.mafalda.rope.rooms.FlickerEvent;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.rooms.Room;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** The whole way: a client, a WebSocket, a server, and a house behind it. */
@Timeout(60)
class RopeClientTest {
    private static final long DEADLINE_SECONDS = 15;

    private final List<AutoCloseable> open = new ArrayList<>();

    private RopeServer serve(House house, int port) {
        return keep(RopeServer.start(
                House.class, house, RopeServerOptions.builder().port(port).build()));
    }

    private RopeClient<House> connect(RopeServer server) {
        return keep(await(RopeClient.connect(House.class, server.uri(), options())));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(0, resource);
        return resource;
    }

    private static RopeClientOptions options() {
        return RopeClientOptions.builder()
                .codecs(Transcoder.codec())
                .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
                .build();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("Future failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static Throwable failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("Future succeeded: " + future.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static <E> E next(BlockingQueue<E> events) {
        try {
            return Objects.requireNonNull(events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS), "no event");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void clientSpeaksWhatTheServerKnows() {
        RopeServer server = keep(RopeServer.start(
                House.class,
                new LocalHouse("Calle 1"),
                RopeServerOptions.builder().codecs(Codec.JSON).build()));

        RopeClient<House> client =
                keep(await(RopeClient.connect(House.class, server.uri(), RopeClientOptions.DEFAULT)));

        assertThat(client.root().address()).isEqualTo("Calle 1");
        Throwable refusal = failure(RopeClient.connect(
                House.class,
                server.uri(),
                RopeClientOptions.builder().codecs(Codec.CBOR).build()));
        assertThat(refusal).isInstanceOf(ConnectionLostException.class).hasMessageContaining("400");
    }

    private RopeClient<House> connect(RopeServer server, NamedSession name, Lease lease) {
        RopeClientOptions options = RopeClientOptions.builder()
                .codecs(Transcoder.codec())
                .namedSession(name)
                .lease(lease)
                .build();
        return keep(await(RopeClient.connect(House.class, server.uri(), options)));
    }

    @Test
    void restartedApplicationOwnsWhatItHadCreated() {
        LocalHouse house = new LocalHouse("Calle 1");
        RopeServer server = serve(house, 0);
        NamedSession name = new NamedSession("app", "only the app knows this");
        RopeClient<House> before = connect(server, name, Lease.keepFor(Duration.ofMinutes(10)));
        assertThat(before.adopted()).isFalse();
        await(before.root().addRoom("kitchen"));
        before.close();

        RopeClient<House> after = connect(server, name, Lease.close());

        assertThat(after.adopted()).isTrue();
        Room kitchen = Objects.requireNonNull(house.rooms().get("kitchen"));
        BlockingQueue<ClosedEvent> closed = new LinkedBlockingQueue<>();
        kitchen.onClose(closed::add);
        after.close();
        next(closed);
    }

    @Test
    void clientWithTheSameNameAndAnotherSecretIsRefused() {
        RopeServer server = serve(new LocalHouse("Calle 1"), 0);
        RopeClient<House> owner = connect(server, new NamedSession("app", "only the app knows this"), Lease.keep());

        RopeClientOptions thief = RopeClientOptions.builder()
                .namedSession(new NamedSession("app", "guessed, but in vain"))
                .build();

        assertThat(failure(RopeClient.connect(House.class, server.uri(), thief)))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageNotContaining("guessed");
        assertThat(owner.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void nextAddressIsTriedWhenAServerCannotBeReached() throws IOException {
        RopeServer first = serve(new LocalHouse("Calle 1"), 0);
        RopeServer second = serve(new LocalHouse("Calle 2"), 0);
        URI nobody = URI.create("ws://127.0.0.1:" + freePort() + "/rope");
        RopeClient<House> client =
                keep(await(RopeClient.connect(House.class, List.of(nobody, first.uri(), second.uri()), options())));
        assertThat(client.root().address()).isEqualTo("Calle 1");
        BlockingQueue<ConnectionStateEvent> states = new LinkedBlockingQueue<>();
        client.onStateChange(states::add);

        first.close();

        ConnectionStateEvent event = next(states);
        while (event.state() != ConnectionState.CONNECTED) {
            event = next(states);
        }
        assertThat(event.recovery()).isEqualTo(Recovery.RESTARTED);
        assertThat(client.root().address()).isEqualTo("Calle 2");
    }

    @Test
    void compressedConnectionCarriesTheSame() {
        RopeServer server = keep(RopeServer.start(
                House.class,
                new LocalHouse("Calle 1"),
                RopeServerOptions.builder().compression(true).build()));
        RopeClient<House> client = keep(await(RopeClient.connect(
                House.class,
                server.uri(),
                RopeClientOptions.builder()
                        .codecs(Transcoder.codec())
                        .compression(true)
                        .build())));
        String name = "kitchen ".repeat(50_000);

        await(client.root().addRoom(name));

        assertThat(client.root().rooms()).containsOnlyKeys(name);
    }

    @Test
    void remoteHouseIsUsedAsIfItWereLocal() {
        LocalHouse local = new LocalHouse("Calle 1");
        House house = connect(serve(local, 0)).root();

        Room room = await(house.addRoom("kitchen"));
        assertThat(house.rooms()).containsEntry("kitchen", room);
        assertThat(house.address()).isEqualTo("Calle 1");
        Lamp lamp = await(room.addLamp(new LampOptions(40, null)));
        BlockingQueue<Boolean> turns = new LinkedBlockingQueue<>();
        BlockingQueue<FlickerEvent> flickers = new LinkedBlockingQueue<>();
        keep(lamp.onTurn(event -> turns.add(event.on() && lamp.on())));
        keep(lamp.onFlicker(flickers::add));
        boolean shines = await(lamp.turn(true).thenApply(done -> lamp.on()));
        assertThat(shines).isTrue();
        assertThat(next(turns)).isTrue();
        assertThat(room.burning()).isEqualTo(1);
        lamp.blink();
        assertThat(next(flickers).sample().get(0)).isEqualTo((byte) 1);
        assertThat(lamp.room()).isSameAs(room);
        assertThat(failure(room.addLamp(new LampOptions(4000, null))))
                .isInstanceOf(BulbBurntException.class)
                .hasMessage("Bulb burnt [watts:4000]");

        BlockingQueue<ClosedEvent> closed = new LinkedBlockingQueue<>();
        keep(room.onClose(closed::add));
        room.close();
        assertThat(house.rooms()).isEmpty();
        next(closed);
        assertThat(local.rooms()).isEmpty();
    }

    @Test
    void twoClientsSeeTheSame() {
        RopeServer server = serve(new LocalHouse("Calle 1"), 0);
        House one = connect(server).root();
        House other = connect(server).root();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        keep(((org.mafalda.rope.Stateful) other)
                .onChange(change -> change.added().forEach(member -> seen.add(member.key()))));

        await(one.addRoom("attic"));

        assertThat(next(seen)).isEqualTo("attic");
        Room attic = Objects.requireNonNull(other.rooms().get("attic"));
        assertThat(attic.name()).isEqualTo("attic");
        assertThat(await(attic.addLamp(new LampOptions(10, "l"))).room()).isSameAs(attic);
    }

    @Test
    void remoteOverRemoteIsInStep() {
        RopeServer inner = serve(new LocalHouse("Calle 1"), 0);
        House near = connect(inner).root();
        House far = connect(serve(near, 0)).root();

        Room room = await(far.addRoom("cellar"));
        Lamp lamp = await(room.addLamp(new LampOptions(40, "l")));
        await(lamp.turn(true));

        assertThat(lamp.on()).isTrue();
        assertThat(Objects.requireNonNull(near.rooms().get("cellar")).burning()).isEqualTo(1);
        BlockingQueue<ClosedEvent> closed = new LinkedBlockingQueue<>();
        keep(room.onClose(closed::add));
        Objects.requireNonNull(near.rooms().get("cellar")).close();
        next(closed);
        assertThat(room.closed()).isTrue();
        assertThat(far.rooms()).isEmpty();
    }

    @Test
    void restartedServerIsFoundAgain() {
        RopeServer first = serve(new LocalHouse("Calle 1"), 0);
        int port = first.port();
        RopeClient<House> client = connect(first);
        Room room = await(client.root().addRoom("kitchen"));
        BlockingQueue<ConnectionStateEvent> states = new LinkedBlockingQueue<>();
        keep(client.onStateChange(states::add));

        first.close();
        assertThat(next(states).state()).isEqualTo(ConnectionState.RECONNECTING);
        serve(new LocalHouse("Calle 2"), port);

        ConnectionStateEvent event = next(states);
        while (event.state() != ConnectionState.CONNECTED) {
            event = next(states);
        }
        assertThat(event.recovery()).isEqualTo(Recovery.RESTARTED);
        assertThat(room.closed()).isTrue();
        assertThat(client.root().rooms()).isEmpty();
        assertThat(client.root().address()).isEqualTo("Calle 2");
        assertThat(await(client.root().addRoom("kitchen"))).isNotEqualTo(room);
    }

    @Test
    void longMessagesArriveWhole() {
        House house = connect(serve(new LocalHouse("Calle 1"), 0)).root();
        String name = "ü".repeat(300_000);

        assertThat(await(house.addRoom(name)).name()).isEqualTo(name);
    }

    private static int freePort() throws IOException {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return unused.getLocalPort();
        }
    }

    @Test
    void serverThatIsDownIsNamed() throws IOException {
        URI uri = URI.create("ws://127.0.0.1:" + freePort() + "/rope");

        assertThat(failure(RopeClient.connect(House.class, uri, options())))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining(uri.toString());
    }

    @Test
    void serverThatSaysNothingIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/rope");

            assertThat(failure(RopeClient.connect(
                            House.class,
                            uri,
                            RopeClientOptions.builder()
                                    .connectTimeout(Duration.ofMillis(300))
                                    .build())))
                    .isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void otherPathsAreRefused() {
        RopeServer server = serve(new LocalHouse("Calle 1"), 0);

        assertThat(failure(RopeClient.connect(House.class, server.uri().resolve("/elsewhere"), options())))
                .isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void addressMustBeThatOfAWebSocket() {
        assertThatThrownBy(() -> RopeClient.connect(House.class, URI.create("http://localhost/rope"), options()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("http://localhost/rope");
    }

    @Test
    void closedClientLeavesNoThread() throws InterruptedException {
        RopeServer server = serve(new LocalHouse("Calle 1"), 0);
        RopeClient<House> client = connect(server);
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);

        assertThat(jettyThreads()).isNotEmpty();

        client.close();
        client.close();

        List<Thread> left = jettyThreads();
        while (!left.isEmpty()) {
            left.get(0).join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            left = jettyThreads();
        }
    }

    private static List<Thread> jettyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rope-client-")
                        && !thread.getName().endsWith("timer"))
                .toList();
    }
}

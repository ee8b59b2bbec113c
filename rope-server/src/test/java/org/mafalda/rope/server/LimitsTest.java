package org.mafalda.rope.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.SocketWire;
import tools.jackson.databind.JsonNode;

/** What clients may have and do at most, and what becomes of those that want more. */
class LimitsTest extends HostileTest {
    private static final int MOST_HEAP_GROWTH = 64 << 20;

    @Test
    void collectionOfTooManyElementsIsRefused() {
        JsonClient client = opened().client();
        String thousand = "0,".repeat(999) + "0";
        client.request(50, "addRoom", "[1,[" + thousand + "]]");
        assertThat(errorOf(client.answer(50))).isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
        client.request(51, "addRoom", "[1,[" + thousand + ",0]]");
        assertThat(errorOf(client.answer(51))).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        StringBuilder members = new StringBuilder("'a':0");
        for (int i = 0; i < 1_000; i++) {
            members.append(",'k").append(i).append("':0");
        }
        client.request(52, "addRoom", "[1,{" + members + "}]");
        assertThat(errorOf(client.answer(52))).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        assertThat(refusals(Refusal.MESSAGE)).isEqualTo(2);
    }

    @Test
    void frameOfTooManyMessagesEndsItsConnection() {
        SocketWire wire = opened();
        wire.client().send("[" + "1,".repeat(1_000) + "1]");
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        assertThat(refusals(Refusal.MESSAGE)).isZero();
    }

    @Test
    void requestsBeyondThoseInFlightAreRefused() {
        restart(RopeServerOptions.builder().maxRequestsInFlight(10));
        CompletableFuture<Void> release = new CompletableFuture<>();
        house.holdRooms(release);
        JsonClient client = opened().client();
        for (int i = 0; i < 10; i++) {
            client.request(100 + i, "addRoom", "[1,'flood " + i + "']");
        }
        for (int i = 10; i < 20; i++) {
            client.request(100 + i, "addRoom", "[1,'flood " + i + "']");
            assertThat(errorOf(client.answer(100 + i))).isEqualTo(ErrorCodes.LIMIT_REACHED);
        }
        assertThat(refusals(Refusal.REQUESTS)).isEqualTo(10);
        assertThat(call("turn", "[" + lamp + ",false]").isNull())
                .as("others are not counted in")
                .isTrue();
        neighbour.changeOf(lamp);
        client.notify("rope.bye", "{}");
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NORMAL);
        house.holdRooms(CompletableFuture.failedFuture(new IllegalStateException("no more rooms")));
        release.completeExceptionally(new IllegalStateException("no more rooms"));
    }

    @Test
    void limitsThatChangeHoldForSessionsThatThereAre() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        house.holdRooms(release);
        JsonClient client = opened().client();
        client.request(100, "addRoom", "[1,'first']");
        server.limits(RopeServerOptions.builder().maxRequestsInFlight(1).build());
        client.request(101, "addRoom", "[1,'second']");
        assertThat(errorOf(client.answer(101))).isEqualTo(ErrorCodes.LIMIT_REACHED);
        server.limits(RopeServerOptions.builder().maxRequestsInFlight(2).build());
        client.request(102, "addRoom", "[1,'third']");
        client.request(103, "addRoom", "[1,'fourth']");
        assertThat(errorOf(client.answer(103))).isEqualTo(ErrorCodes.LIMIT_REACHED);
        assertThat(refusals(Refusal.REQUESTS)).isEqualTo(2);
        client.notify("rope.bye", "{}");
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NORMAL);
        house.holdRooms(CompletableFuture.failedFuture(new IllegalStateException("no more rooms")));
        release.completeExceptionally(new IllegalStateException("no more rooms"));
    }

    @Test
    void sessionKeepsTheLengthOfMessagesThatItWasTold() {
        SocketWire wire = connect();
        JsonNode session = wire.client().hello();
        wire.client().snapshot();
        assertThat(session.path("maxMessage").asInt()).isEqualTo(500_000);
        server.limits(RopeServerOptions.builder().maxMessage(2_000).build());
        String words = "x".repeat(10_000);
        assertThat(errorOf(wire.client().answer(wire.client().request("explode", "[1,'" + words + "']"))))
                .isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        wire.cut();

        JsonClient back = connect().client();
        assertThat(back.resume(session, wire.client()).path("maxMessage").asInt())
                .isEqualTo(500_000);
        assertThat(errorOf(back.answer(back.request("explode", "[1,'" + words + "']"))))
                .isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        SocketWire later = connect();
        assertThat(later.client().hello().path("maxMessage").asInt()).isEqualTo(2_000);
        later.client().snapshot();
        later.client().request("explode", "[1,'" + words + "']");
        assertThat(later.client().awaitClose()).isIn(CloseCodes.TOO_BIG, CloseCodes.ABNORMAL);
    }

    @Test
    void floodIsCutAndCostsNoMoreThanItsBound() {
        restart(RopeServerOptions.builder().maxMessagesPerSecond(5_000).maxRequestsInFlight(1_000));
        long before = usedHeap();
        for (int round = 0; round < 5; round++) {
            SocketWire wire = opened();
            byte[] junk = Transcoder.fromJson(
                    CODEC, "[" + "{\"jsonrpc\":\"2.0\",\"method\":\"nonsense\",\"params\":[1]},".repeat(999) + "1]");
            for (int i = 0; i < 20; i++) {
                wire.part(junk, true).exceptionally(e -> wire.socket()).join();
            }
            assertThat(wire.client().awaitClose()).isIn(CloseCodes.TOO_MANY_MESSAGES, CloseCodes.ABNORMAL);
        }
        assertThat(refusals(Refusal.RATE)).isEqualTo(5);
        assertThat(usedHeap() - before).isLessThan(MOST_HEAP_GROWTH);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void sessionOwnsNoMoreObjectsThanItMay() {
        restart(RopeServerOptions.builder().maxObjects(3));
        JsonClient client = opened().client();
        List<Long> rooms = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rooms.add(client.call("addRoom", "[1,'mine " + i + "']").asLong());
        }
        assertThat(errorOf(client.answer(client.request("addRoom", "[1,'one too many']"))))
                .isEqualTo(ErrorCodes.LIMIT_REACHED);
        assertThat(house.rooms()).doesNotContainKey("one too many");
        client.notify("close", "[" + rooms.get(0) + "]");
        client.await(
                message -> message.path("params").path("set").path("closed").asBoolean(false));
        assertThat(client.call("addRoom", "[1,'instead']").isIntegralNumber()).isTrue();
        assertThat(refusals(Refusal.OBJECTS)).isEqualTo(1);
        for (int heard = 0; heard < 6; heard++) {
            neighbour.change();
        }
    }

    @Test
    void connectionsOfAnAddressAreCounted() throws IOException {
        restart(RopeServerOptions.builder().maxConnectionsPerAddress(3));
        SocketWire second = connect();
        connect();
        assertThatThrownBy(this::connect)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(429));
        for (int i = 0; i < 5; i++) {
            socket().setSoTimeout(50);
        }
        awaitReset();
        assertThat(refusals(Refusal.CONNECTIONS)).isGreaterThanOrEqualTo(2);
        for (Socket socket : sockets) {
            socket.close();
        }
        second.client().send("garbage");
        assertThat(second.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        awaitRoom();
    }

    /** Of several connections that come at once, it is not said which is one too many. */
    private void awaitReset() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (sockets.stream().noneMatch(LimitsTest::isReset)) {
            assertThat(System.nanoTime()).as("deadline of a refusal").isLessThan(end);
        }
    }

    /** Waits for a moment. */
    private static boolean isReset(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    /** The server hears of the end of connections a little later. */
    private void awaitRoom() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                connect().cut();
                return;
            } catch (java.util.concurrent.CompletionException e) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    @Test
    void tooManySuspendedSessionsCostTheOneThatWaitsLongest() {
        restart(RopeServerOptions.builder().maxSuspendedSessions(1));
        SocketWire first = connect();
        JsonNode firstSession = first.client().hello();
        SocketWire second = connect();
        JsonNode secondSession = second.client().hello();
        first.cut();
        second.cut();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (refusals(Refusal.SUSPENDED) == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(connect()
                                .client()
                                .resume(firstSession, first.client())
                                .path("resumed")
                                .asBoolean()
                        ^ connect()
                                .client()
                                .resume(secondSession, second.client())
                                .path("resumed")
                                .asBoolean())
                .as("one of them")
                .isTrue();
    }

    @Test
    void giantFrameEndsItsConnection() {
        SocketWire wire = opened();
        for (int i = 0; i < 11; i++) {
            wire.part(new byte[50_000], false).exceptionally(e -> wire.socket()).join();
        }
        assertThat(wire.client().awaitClose()).isIn(CloseCodes.TOO_BIG, CloseCodes.ABNORMAL);
        assertThat(refusals(Refusal.FRAME_LENGTH)).isEqualTo(1);
    }

    @Test
    void giantHelloEndsItsConnectionLongBeforeTheLimitOfMessages() {
        SocketWire stranger = connect();
        stranger.client()
                .send("{'jsonrpc':'2.0','id':1,'method':'rope.hello','params':{'x':'" + "x".repeat(70_000) + "'}}");
        assertThat(stranger.client().awaitClose()).isIn(CloseCodes.TOO_BIG, CloseCodes.ABNORMAL);
        assertThat(refusals(Refusal.FRAME_LENGTH)).isEqualTo(1);
    }
}

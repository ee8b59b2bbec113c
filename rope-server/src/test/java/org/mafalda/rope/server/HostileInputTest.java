package org.mafalda.rope.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.SocketWire;
import org.mafalda.rope.server.fixture.TestHouse;
import tools.jackson.databind.JsonNode;

/**
 * What strangers and broken clients may try, over real sockets. After each test a neighbour, who was there before, has
 * missed nothing, has heard nothing, and goes on as before.
 */
@Timeout(60)
class HostileInputTest {
    private static final Codec CODEC = Transcoder.codec();
    private static final int MOST_HEAP_GROWTH = 64 << 20;

    private final TestHouse house = new TestHouse();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<Socket> sockets = new ArrayList<>();
    private RopeServer server = serve(RopeServerOptions.builder());
    private SocketWire neighbourWire = connect();
    private JsonClient neighbour = neighbourWire.client();
    private JsonNode neighbourSession = neighbour.hello();
    private long lamp;
    private long neighbourCalls;

    HostileInputTest() {
        settle();
    }

    private RopeServer serve(RopeServerOptions.Builder options) {
        return RopeServer.start(
                House.class,
                house,
                options.maxMessage(500_000).maxElements(1_000).build());
    }

    /** Other limits, with a new neighbour. */
    private void restart(RopeServerOptions.Builder options) {
        server.close();
        server = serve(options);
        neighbourWire = connect();
        neighbour = neighbourWire.client();
        neighbourSession = neighbour.hello();
        settle();
    }

    private void settle() {
        neighbour.snapshot();
        neighbourCalls = 0;
        long room = call("addRoom", "[1,'" + System.nanoTime() + "']").asLong();
        lamp = call("addLamp", "[" + room + ",{'watts':40}]").asLong();
        neighbour.change();
        neighbour.change();
    }

    private JsonNode call(String method, String params) {
        neighbourCalls++;
        return neighbour.call(method, params);
    }

    @AfterEach
    void neighbourHasNoticedNothing() throws IOException {
        for (JsonNode heard = neighbour.poll(); heard != null; heard = neighbour.poll()) {
            assertThat(heard.path("method").asString("")).as("%s", heard).isEqualTo("rope.ack");
        }
        assertThat(call("turn", "[" + lamp + ",true]").isNull()).isTrue();
        assertThat(neighbour.changeOf(lamp).path("set").path("on").asBoolean()).isTrue();
        neighbourWire.cut();
        JsonClient back = connect().client();
        JsonNode resumed = back.resume(neighbourSession, neighbour);
        assertThat(resumed.path("resumed").asBoolean()).as("%s", resumed).isTrue();
        assertThat(resumed.path("received").asLong()).isEqualTo(neighbourCalls);
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private SocketWire connect() {
        return SocketWire.connect(http, server.uri(), CODEC.subprotocol());
    }

    private SocketWire opened() {
        SocketWire wire = connect();
        wire.client().open();
        return wire;
    }

    private long refusals(Refusal refusal) {
        return server.refusals().getOrDefault(refusal, 0L);
    }

    private static int errorOf(JsonNode answer) {
        return answer.path("error").path("code").asInt();
    }

    static Stream<byte[]> malformedFrames() {
        return CODEC == Codec.JSON
                ? Stream.of("{", "[{]", "{\"a\":}", "\u0000", "tru", "1e", "\"\\x\"", "{} {}", "\"\ud800", "")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                : Stream.of(
                                "a1",
                                "a16161",
                                "ff",
                                "9f01",
                                "c1f6",
                                "f7",
                                "a10101",
                                "62c328",
                                "9affffffff",
                                "5a7fffffff00",
                                "7b7fffffffffffffff",
                                "bbffffffffffffffff",
                                "0101",
                                "")
                        .map(HexFormat.of()::parseHex);
    }

    @ParameterizedTest
    @MethodSource("malformedFrames")
    void malformedFrameEndsItsConnection(byte[] frame) {
        SocketWire wire = opened();
        wire.send(frame);
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        SocketWire stranger = connect();
        stranger.send(frame);
        assertThat(stranger.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        assertThat(refusals(Refusal.FRAME)).isEqualTo(2);
    }

    @Test
    void wrongTypesUnknownMethodsAndUnknownObjectsAreAnswered() {
        JsonClient client = opened().client();
        for (String params : List.of("[]", "['1']", "[1.5]", "[1,7]", "[1,'a','b']", "[1,null]", "{}", "[1,{}]")) {
            assertThat(errorOf(client.answer(client.request("addRoom", params))))
                    .as(params)
                    .isEqualTo(ErrorCodes.INVALID_ARGUMENTS);
        }
        for (String object : List.of("0", "-1", "999999", "9007199254740993")) {
            assertThat(errorOf(client.answer(client.request("addRoom", "[" + object + ",'a']"))))
                    .as(object)
                    .isEqualTo(ErrorCodes.NO_SUCH_OBJECT);
        }
        for (String method : List.of("explode", "hashCode", "getClass", "rope.explode", "", "close")) {
            assertThat(errorOf(client.answer(client.request(method, "[1]"))))
                    .as(method)
                    .isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        }
    }

    @Test
    void duplicateAndAbsurdIdsAreRefusedOrHandledOnce() {
        JsonClient client = opened().client();
        client.request(7, "explode", "[1]");
        assertThat(errorOf(client.answer(7))).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        client.request(7, "addRoom", "[1,'again']");
        assertThat(errorOf(client.answer(7)))
                .as("the answer that was given before")
                .isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        client.acknowledge();
        client.request(7, "addRoom", "[1,'again']");
        assertThat(errorOf(client.answer(7))).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        for (String id : List.of("0", "-1", "1.5", "'x'", "null", "[]", "{}", "true", "9007199254740992")) {
            client.send("{'jsonrpc':'2.0','id':" + id + ",'method':'addRoom','params':[1,'absurd']}");
            assertThat(client.fault().path("code").asInt()).as(id).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        }
        client.request((1L << 53) - 1, "explode", "[1]");
        assertThat(errorOf(client.answer((1L << 53) - 1))).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        assertThat(house.rooms()).doesNotContainKeys("again", "absurd");
    }

    @Test
    void repliesToNothingAreFaults() {
        JsonClient client = opened().client();
        client.send("{'jsonrpc':'2.0','id':99,'result':true}");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        client.send("{'jsonrpc':'2.0','id':99,'error':{'code':1,'message':'x'}}");
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        assertThat(refusals(Refusal.MESSAGE)).isEqualTo(2);
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

    @Test
    void deeplyNestedFrameEndsItsConnection() {
        SocketWire wire = opened();
        wire.client().send("[".repeat(100_000) + "]".repeat(100_000));
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
    }

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

    /** Says something now and then, never enough, until the other side has had enough; false if it answers. */
    private static boolean isClosedWhileTrickling(Socket socket, String text) throws IOException {
        socket.setSoTimeout(20);
        for (int i = 0; ; i++) {
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                try {
                    socket.getOutputStream().write(text.charAt(i % text.length()));
                } catch (IOException broken) {
                    return true;
                }
            } catch (IOException reset) {
                return true;
            }
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        return socket;
    }

    @Test
    void slowHandshakesAreClosed() throws IOException {
        restart(RopeServerOptions.builder().helloTimeout(Duration.ofMillis(500)));
        Socket silent = socket();
        assertThat(isClosedWhileTrickling(socket(), "GET /rope HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(4_000)))
                .isTrue();
        silent.setSoTimeout(10_000);
        assertThat(silent.getInputStream().read()).isNegative();
        assertThat(refusals(Refusal.HANDSHAKE)).isBetween(1L, 2L);
    }

    @Test
    void hellosThatDoNotComeOrDoNotEndAreNotWaitedFor() {
        restart(RopeServerOptions.builder().helloTimeout(Duration.ofMillis(300)).heartbeat(Duration.ofMillis(200)));
        SocketWire silent = connect();
        SocketWire endless = connect();
        endless.part(new byte[] {'{'}, false).join();
        assertThat(silent.client().awaitClose()).isEqualTo(CloseCodes.NO_HELLO);
        assertThat(endless.client().awaitClose()).isEqualTo(CloseCodes.NO_HELLO);
        assertThat(refusals(Refusal.HELLO)).isEqualTo(2);
        restart(RopeServerOptions.builder());
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
        Socket last = socket();
        for (int i = 0; i < 4; i++) {
            last = socket();
        }
        last.setSoTimeout(10_000);
        assertThat(isReset(last)).isTrue();
        assertThat(refusals(Refusal.CONNECTIONS)).isGreaterThanOrEqualTo(2);
        for (Socket socket : sockets) {
            socket.close();
        }
        second.client().send("garbage");
        assertThat(second.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        awaitRoom();
    }

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
    void guessedKeyAndUnknownSessionGetNothing() {
        String id = neighbourSession.path("session").asString();
        for (String guess : List.of("", "x", id, "A".repeat(32))) {
            JsonNode answer = connect().client().hello(",'session':'" + id + "','key':'" + guess + "','received':0");
            assertThat(answer.path("resumed").asBoolean()).isFalse();
            assertThat(answer.path("adopted").asBoolean()).isFalse();
        }
        JsonNode answer = connect().client().hello(",'session':'s-none','key':'none','received':0");
        assertThat(answer.path("resumed").asBoolean()).isFalse();
        assertThat(refusals(Refusal.SESSION)).isEqualTo(4);
    }

    @Test
    void clientOfAnotherContractIsToldSo() {
        for (String params : List.of("{'contract':'rooms','version':2}", "{'contract':'cellars','version':1}")) {
            JsonClient client = connect().client();
            assertThat(errorOf(client.answer(client.request("rope.hello", params))))
                    .isEqualTo(ErrorCodes.OTHER_CONTRACT);
            assertThat(client.awaitClose()).isEqualTo(CloseCodes.NO_HELLO);
        }
        assertThat(refusals(Refusal.CONTRACT)).isEqualTo(2);
    }
}

package org.mafalda.rope.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.ContractException;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.SocketWire;
import org.mafalda.rope.server.fixture.TestHouse;
import tools.jackson.databind.JsonNode;

class RopeServerTest {
    private static final Codec CODEC = Transcoder.codec();
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final TestHouse house = new TestHouse();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private RopeServer server = RopeServer.start(
            House.class, house, RopeServerOptions.builder().maxMessage(200_000).build());

    @AfterEach
    void stop() {
        server.close();
    }

    private SocketWire connect() {
        return SocketWire.connect(http, server.uri(), "rope.v2+json", CODEC.subprotocol());
    }

    private void bystanderIsServed(JsonClient bystander) {
        assertThat(bystander.call("addRoom", "[1,'" + System.nanoTime() + "']").isIntegralNumber())
                .isTrue();
    }

    @Test
    void sessionWithCallsChangesAndEventsOverASocket() {
        SocketWire wire = connect();
        assertThat(wire.socket().getSubprotocol()).isEqualTo(CODEC.subprotocol());
        JsonClient client = wire.client();
        long root = client.open().path("root").asLong();
        long kitchen = client.call("addRoom", "[" + root + ",'kitchen']").asLong();
        long lamp = client.call("addLamp", "[" + kitchen + ",{'watts':40}]").asLong();
        client.notify("rope.listen", "[" + lamp + ",'onFlicker']");
        client.notify("blink", "[" + lamp + "]");
        assertThat(client.await(message -> message.path("method").asString("").equals("rope.event"))
                        .path("params")
                        .get(0)
                        .asLong())
                .isEqualTo(lamp);
        assertThat(client.call("turn", "[" + lamp + ",true]").isNull()).isTrue();
        client.notify("close", "[" + kitchen + "]");
        JsonNode closing = client.await(
                message -> message.path("params").path("set").path("closed").asBoolean(false));
        assertThat(closing.path("params").path("event").get(0).asString()).isEqualTo("onClose");
        client.notify("rope.bye", "{}");
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NORMAL);
    }

    @Test
    void twoClientsSeeEachOther() {
        JsonClient first = connect().client();
        JsonClient second = connect().client();
        first.open();
        second.open();
        first.call("addRoom", "[1,'kitchen']");
        assertThat(second.change()).isEqualTo(first.change());
    }

    @Test
    void snapshotOfManyObjectsAndLongTextsArrives() {
        for (int i = 0; i < 300; i++) {
            house.addRoom("room " + i + " " + "ä€😀".repeat(50)).join();
        }
        JsonClient client = connect().client();
        client.hello();
        int objects = 0;
        for (boolean last = false; !last; ) {
            JsonNode part = client.next().path("params");
            objects += part.path("objects").size();
            last = part.path("last").asBoolean();
        }
        assertThat(objects).isEqualTo(301);
        String name = "ä€😀".repeat(5_000);
        client.call("addRoom", "[1,'" + name + "']");
        assertThat(house.rooms()).containsKey(name);
    }

    @Test
    void messageInFragmentsIsPutTogether() {
        SocketWire wire = connect();
        wire.client().open();
        byte[] message = Transcoder.fromJson(
                CODEC, "{\"jsonrpc\":\"2.0\",\"id\":50,\"method\":\"addRoom\",\"params\":[1,\"attic\"]}");
        wire.part(Arrays.copyOfRange(message, 0, 20), false).join();
        wire.part(Arrays.copyOfRange(message, 20, 40), false).join();
        wire.part(Arrays.copyOfRange(message, 40, message.length), true).join();
        assertThat(wire.client().answer(50).has("result")).isTrue();
    }

    @Test
    void pingIsAnswered() {
        SocketWire wire = connect();
        wire.socket()
                .sendPing(ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8)))
                .join();
        assertThat(wire.pong().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("hi");
    }

    @Test
    void oversizedMessageEndsItsConnectionAlone() {
        JsonClient bystander = connect().client();
        bystander.open();
        SocketWire wire = connect();
        wire.client().open();
        var unused = wire.part("x".repeat(200_001).getBytes(StandardCharsets.US_ASCII), true);
        assertThat(wire.client().awaitClose()).isIn(CloseCodes.TOO_BIG, CloseCodes.ABNORMAL);
        SocketWire fragments = connect();
        fragments.client().open();
        for (int i = 0; i < 5; i++) {
            fragments
                    .part("x".repeat(50_000).getBytes(StandardCharsets.US_ASCII), false)
                    .exceptionally(e -> fragments.socket())
                    .join();
        }
        assertThat(fragments.client().awaitClose()).isIn(CloseCodes.TOO_BIG, CloseCodes.ABNORMAL);
        bystanderIsServed(bystander);
    }

    @Test
    void messageOfTheOtherKindEndsTheConnection() {
        SocketWire wire = connect();
        wire.client().open();
        CompletableFuture<WebSocket> sent = CODEC.text()
                ? wire.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                : wire.socket().sendText("{}", true);
        sent.join();
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
    }

    @Test
    void garbageEndsItsConnectionAlone() {
        JsonClient bystander = connect().client();
        bystander.open();
        SocketWire wire = connect();
        wire.client().send("garbage");
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        bystanderIsServed(bystander);
    }

    @Test
    void connectionWithoutASubprotocolIsRefused() {
        assertThatThrownBy(() -> http.newWebSocketBuilder()
                        .buildAsync(server.uri(), new SocketWire())
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(400));
    }

    @Test
    void otherPathIsNotFound() {
        assertThatThrownBy(() -> http.newWebSocketBuilder()
                        .subprotocols("rope.v1+json")
                        .buildAsync(server.uri().resolve("/other"), new SocketWire())
                        .join())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(404));
    }

    @Test
    void webPageConnectsOnlyFromAnAllowedOrigin() throws IOException {
        assertThat(upgradeStatus("Origin: http://evil.example\r\n")).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(upgradeStatus("")).isEqualTo("HTTP/1.1 101 Switching Protocols");
        server.close();
        server = RopeServer.start(
                House.class,
                house,
                RopeServerOptions.builder()
                        .allowedOrigins(Set.of("http://good.example"))
                        .build());
        assertThat(upgradeStatus("Origin: http://good.example\r\n")).isEqualTo("HTTP/1.1 101 Switching Protocols");
    }

    private String upgradeStatus(String header) throws IOException {
        try (Socket socket = upgrade(header)) {
            return line(socket.getInputStream());
        }
    }

    private Socket upgrade(String header) throws IOException {
        return upgrade(header, "Sec-WebSocket-Protocol: rope.v1+json\r\n");
    }

    private Socket upgrade(String header, String protocols) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) DEADLINE.toMillis());
        socket.getOutputStream()
                .write(("GET /rope HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                                + protocols + header + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void compressionIsAgreedToOnlyByAServerThatIsToldSo() throws IOException {
        String wish = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        assertThat(upgradeHeaders(wish)).doesNotContainKey("Sec-WebSocket-Extensions");
        server.close();
        server = RopeServer.start(
                House.class,
                house,
                RopeServerOptions.builder().compression(true).build());
        assertThat(upgradeHeaders(wish)).containsEntry("Sec-WebSocket-Extensions", "permessage-deflate");
        assertThat(upgradeHeaders("")).doesNotContainKey("Sec-WebSocket-Extensions");
    }

    private Map<String, String> upgradeHeaders(String header) throws IOException {
        return upgradeHeaders(header, "Sec-WebSocket-Protocol: rope.v1+json\r\n");
    }

    private Map<String, String> upgradeHeaders(String header, String protocols) throws IOException {
        try (Socket socket = upgrade(header, protocols)) {
            InputStream in = socket.getInputStream();
            assertThat(line(in)).isEqualTo("HTTP/1.1 101 Switching Protocols");
            Map<String, String> headers = new LinkedHashMap<>();
            for (String next = line(in); !next.isEmpty(); next = line(in)) {
                int colon = next.indexOf(':');
                headers.put(next.substring(0, colon), next.substring(colon + 2));
            }
            return headers;
        }
    }

    @Test
    void clientChoosesTheCodec() throws IOException {
        String cborFirst = "Sec-WebSocket-Protocol: rope.v2, rope.v1+cbor, rope.v1+json\r\n";
        assertThat(upgradeHeaders("", cborFirst)).containsEntry("Sec-WebSocket-Protocol", "rope.v1+cbor");
        server.close();
        server = RopeServer.start(
                House.class,
                house,
                RopeServerOptions.builder().codecs(Codec.JSON).build());
        assertThat(upgradeHeaders("", cborFirst)).containsEntry("Sec-WebSocket-Protocol", "rope.v1+json");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Test
    void halfWrittenFramesAndResetsHarmNobody() throws IOException {
        JsonClient bystander = connect().client();
        bystander.open();
        for (int i = 0; i < 10; i++) {
            try (Socket socket = upgrade("")) {
                InputStream in = socket.getInputStream();
                while (!line(in).isEmpty()) {
                    assertThat(socket.isConnected()).isTrue();
                }
                OutputStream out = socket.getOutputStream();
                // A text frame that promises 100 masked bytes and brings three.
                out.write(new byte[] {(byte) 0x81, (byte) 0xE4, 1, 2, 3, 4, 5, 6, 7});
                out.flush();
                if (i % 2 == 0) {
                    socket.setSoLinger(true, 0);
                }
            }
        }
        bystanderIsServed(bystander);
    }

    @Test
    void deadPeerIsNoticedAndLiveOneIsKept() {
        server.close();
        server = RopeServer.start(
                House.class,
                house,
                RopeServerOptions.builder().heartbeat(Duration.ofMillis(100)).build());
        JsonClient silent = connect().client();
        JsonClient alive = connect().client();
        silent.open();
        alive.open();
        for (int i = 0; i < 5; i++) {
            alive.await(message -> message.path("method").asString("").equals("rope.ack"));
            alive.notify("rope.ack", "[1]");
        }
        assertThat(silent.awaitClose()).isEqualTo(CloseCodes.TIMED_OUT);
        alive.notify("rope.ack", "[1]");
        bystanderIsServed(alive);
    }

    @Test
    void closedServerTellsItsClientsAndFreesThePort() throws IOException {
        JsonClient client = connect().client();
        client.open();
        int port = server.port();
        server.close();
        server.close();
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.GOING_AWAY);
        assertThat(house.listenerCount()).isZero();
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.getLocalPort()).isEqualTo(port);
        }
        assertThat(house.wasClosed()).isFalse();
    }

    @Test
    void restartedServerHasAnotherEpoch() {
        String epoch = connect().client().hello().path("epoch").asString();
        int port = server.port();
        server.close();
        server = RopeServer.start(
                House.class, house, RopeServerOptions.builder().port(port).build());
        assertThat(connect().client().hello().path("epoch").asString()).isNotEqualTo(epoch);
    }

    @Test
    void portThatIsTakenIsSaid() {
        RopeServerOptions options =
                RopeServerOptions.builder().port(server.port()).build();
        assertThatThrownBy(() -> RopeServer.start(House.class, house, options))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot listen [host:127.0.0.1, port:" + server.port() + "]");
    }

    @Test
    void interfaceThatIsNoContractIsRefused() {
        assertThatThrownBy(() -> RopeServer.start(
                        Runnable.class, () -> {}, RopeServerOptions.builder().build()))
                .isInstanceOf(ContractException.class);
    }
}

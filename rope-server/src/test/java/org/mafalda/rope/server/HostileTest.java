package org.mafalda.rope.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.SocketWire;
import org.mafalda.rope.server.fixture.TestHouse;
import tools.jackson.databind.JsonNode;

/**
 * A server with a neighbour who, after each test, has missed nothing, has heard nothing, and goes on as before,
 * whatever others have tried over real sockets meanwhile.
 */
@Timeout(60)
abstract class HostileTest {
    static final Codec CODEC = Transcoder.codec();

    final TestHouse house = new TestHouse();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    final List<Socket> sockets = new ArrayList<>();
    RopeServer server = serve(RopeServerOptions.builder());
    private SocketWire neighbourWire = connect();
    JsonClient neighbour = neighbourWire.client();
    JsonNode neighbourSession = neighbour.hello();
    long lamp;
    private long neighbourCalls;

    HostileTest() {
        settle();
    }

    private RopeServer serve(RopeServerOptions.Builder options) {
        return RopeServer.start(
                House.class,
                house,
                options.maxMessage(500_000).maxElements(1_000).build());
    }

    /** Other limits, with a new neighbour. */
    void restart(RopeServerOptions.Builder options) {
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

    JsonNode call(String method, String params) {
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

    SocketWire connect() {
        return SocketWire.connect(http, server.uri(), CODEC.subprotocol());
    }

    SocketWire opened() {
        SocketWire wire = connect();
        wire.client().open();
        return wire;
    }

    long refusals(Refusal refusal) {
        return server.refusals().getOrDefault(refusal, 0L);
    }

    static int errorOf(JsonNode answer) {
        return answer.path("error").path("code").asInt();
    }

    Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        return socket;
    }
}

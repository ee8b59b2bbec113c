package org.mafalda.rope.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.SocketWire;
import tools.jackson.databind.JsonNode;

/** What strangers and broken clients may say. */
class HostileInputTest extends HostileTest {
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
    void deeplyNestedFrameEndsItsConnection() {
        SocketWire wire = opened();
        wire.client().send("[".repeat(100_000) + "]".repeat(100_000));
        assertThat(wire.client().awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
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

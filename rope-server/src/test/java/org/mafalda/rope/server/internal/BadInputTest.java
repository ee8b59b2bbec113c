package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import org.mafalda.rope.server.fixture.TestHouse;
import tools.jackson.databind.JsonNode;

class BadInputTest {
    private final Exporting exporting = new Exporting(
            new TestHouse(), RopeServerOptions.builder().maxMessage(2_000).build());
    private final JsonClient bystander = exporting.open();
    private final JsonClient client = exporting.open();

    @AfterEach
    void bystanderIsServedStill() {
        assertThat(bystander.call("addRoom", "[1,'last']").isIntegralNumber()).isTrue();
        exporting.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "hello",
                "{",
                "{'jsonrpc':'2.0','id':7,'method':'addRoom','params':[1,'attic']",
                "[{'jsonrpc':'2.0','id':7,'method':'addRoom','params':[1,'attic']},",
                "{'jsonrpc':'2.0','id':7,'method':'addRoom','params':[1,'attic']} x",
                "{'jsonrpc':'2.0','id':7,'method':'addRoom','params':[1,'att\u0000ic']}",
            })
    void frameThatCannotBeParsedEndsTheConnection(String frame) {
        client.send(frame);
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.NOT_PARSABLE);
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
        assertThat(exporting.house().rooms()).doesNotContainKey("attic");
    }

    @Test
    void deeplyNestedFrameEndsTheConnection() {
        client.send("[".repeat(900) + "]".repeat(900));
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.PROTOCOL_BROKEN);
    }

    @Test
    void frameBeyondTheLimitEndsTheConnection() {
        client.send("{'jsonrpc':'2.0','id':7,'method':'addRoom','params':[1,'" + "x".repeat(2_000) + "']}");
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.TOO_BIG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "null",
                "'text'",
                "{}",
                "{'jsonrpc':'2.0','method':'addRoom'}",
                "{'jsonrpc':'1.0','method':'rope.ack','params':[1]}",
                "{'method':'rope.ack','params':[1]}",
                "{'jsonrpc':'2.0','method':7,'params':[1]}",
                "{'jsonrpc':'2.0','method':'rope.ack','params':1}",
                "{'jsonrpc':'2.0','id':'x','method':'addRoom','params':[1,'attic']}",
                "{'jsonrpc':'2.0','id':0,'method':'addRoom','params':[1,'attic']}",
                "{'jsonrpc':'2.0','id':1.5,'method':'addRoom','params':[1,'attic']}",
                "{'jsonrpc':'2.0','id':9007199254740992,'method':'addRoom','params':[1,'attic']}",
                "{'jsonrpc':'2.0','id':99,'result':true}",
                "{'jsonrpc':'2.0','id':99,'error':{'code':1,'message':'x'}}",
                "{'jsonrpc':'2.0','result':true}",
            })
    void messageThatIsNoneIsAFaultAndTheConnectionGoesOn(String message) {
        client.send(message);
        JsonNode fault = client.fault();
        assertThat(fault.path("code").asInt()).as("%s", fault).isEqualTo(ErrorCodes.INVALID_MESSAGE);
        assertThat(fault.path("message").asString()).isNotEmpty();
        assertThat(client.call("addRoom", "[1,'attic']").isIntegralNumber()).isTrue();
    }

    @Test
    void requestThatIsNoneButHasAnIdIsAnswered() {
        client.send("{'jsonrpc':'2.0','id':77,'method':'addRoom'}");
        assertThat(client.answer(77).path("error").path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
    }

    @Test
    void badMessageInAnArrayDoesNotStopTheOthers() {
        client.send("[{'jsonrpc':'2.0','id':71,'method':'addRoom','params':[1,'attic']},{},"
                + "{'jsonrpc':'2.0','id':72,'method':'fly','params':[1]},"
                + "{'jsonrpc':'2.0','id':73,'method':'addRoom','params':[1,'cellar']}]");
        assertThat(client.answer(71).has("result")).isTrue();
        assertThat(client.answer(72).path("error").path("code").asInt()).isEqualTo(ErrorCodes.NO_SUCH_METHOD);
        assertThat(client.answer(73).has("result")).isTrue();
        assertThat(client.fault().path("code").asInt()).isEqualTo(ErrorCodes.INVALID_MESSAGE);
    }

    @Test
    void nothingIsHandledAfterTheEnd() {
        client.send("[{'jsonrpc':'2.0','method':'rope.bye','params':{}},"
                + "{'jsonrpc':'2.0','id':71,'method':'addRoom','params':[1,'attic']}]");
        assertThat(client.awaitClose()).isEqualTo(CloseCodes.NORMAL);
        assertThat(exporting.house().rooms()).doesNotContainKey("attic");
    }

    @Test
    void connectionThatCannotBeSentToIsGivenUpAlone() {
        BrokenConnection broken = new BrokenConnection();
        ConnectionListener session = exporting.exporter().accept(broken);
        byte[] hello = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rope.hello\","
                        + "\"params\":{\"contract\":\"rooms\",\"version\":1}}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        session.frame(hello, 0, hello.length);
        bystander.call("addRoom", "[1,'kitchen']");
        broken.working.set(false);
        bystander.call("addRoom", "[1,'attic']");
        assertThat(broken.closed.join()).isEqualTo(CloseCodes.GOING_AWAY);
        bystander.call("addRoom", "[1,'cellar']");
    }

    @Test
    void peerThatVanishesDuringAChangeHarmsNobody() {
        for (int i = 0; i < 20; i++) {
            Exporting.Wire wire = exporting.wire();
            wire.client().open();
            CompletableFuture<Void> moved = exporting.house().move("Calle " + i);
            wire.transport().cut();
            moved.join();
            wire.client().awaitClose();
            assertThat(bystander.change().path("set").path("address").asString())
                    .isEqualTo("Calle " + i);
        }
    }

    /** Takes what is sent as long as it works. */
    private static final class BrokenConnection implements Connection {
        private final AtomicBoolean working = new AtomicBoolean(true);
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void send(byte[] frame) {
            if (!working.get()) {
                throw new IllegalStateException("broken pipe");
            }
        }

        @Override
        public long backlog() {
            return 0;
        }

        @Override
        public void close(int code, String reason) {
            closed.complete(code);
        }

        @Override
        public String peer() {
            return "broken";
        }

        @Override
        public Codec codec() {
            return Codec.JSON;
        }
    }
}

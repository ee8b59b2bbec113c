package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
    private static final Codec CODEC = Transcoder.codec();
    private static final MessageWriter.Body NOTHING = out -> {
        out.writeStartArray();
        out.writeEndArray();
    };

    private static String text(byte[] message) {
        return Transcoder.toJson(CODEC, message, 0, message.length);
    }

    @Test
    void messagesAreWrittenAsTheSpecificationShowsThem() {
        assertThat(text(MessageWriter.request(CODEC, 2, "turn", out -> {
                    out.writeStartArray();
                    out.writeNumber(3);
                    out.writeBoolean(true);
                    out.writeEndArray();
                })))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"turn\",\"params\":[3,true]}");
        assertThat(text(MessageWriter.notification(CODEC, "blink", NOTHING)))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"blink\",\"params\":[]}");
        assertThat(text(MessageWriter.result(CODEC, 2, out -> out.writeNumber(3))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":3}");
        assertThat(text(MessageWriter.error(CODEC, 2, new WireError(-32601, "No"))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32601,\"message\":\"No\"}}");
        assertThat(text(MessageWriter.fault(CODEC, new WireError(-32000, "No [a:1]", "Name", "No", Map.of("a", 1)))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"rope.fault\",\"params\":{\"code\":-32000,\"message\":"
                        + "\"No [a:1]\",\"data\":{\"name\":\"Name\",\"fact\":\"No\",\"details\":{\"a\":1}}}}");
    }

    @Test
    void aFrameIsOneMessageOrAnArrayOfThem() {
        byte[] one = MessageWriter.notification(CODEC, "a", NOTHING);
        byte[] two = MessageWriter.notification(CODEC, "b", NOTHING);

        assertThat(MessageWriter.frame(CODEC, List.of(one))).isSameAs(one);
        assertThat(RecordingTaker.read(CODEC, MessageWriter.frame(CODEC, List.of(one, two, one))))
                .containsExactly("notification a []", "notification b []", "notification a []");
    }

    @Test
    void longMessagesAreWhole() {
        for (int length : new int[] {0, 1, 7_000, 8_000, 8_001, 16_000, 100_000, 1_000_000}) {
            String text = "ä".repeat(length);
            byte[] message = MessageWriter.result(CODEC, 1, out -> out.writeString(text));

            assertThat(RecordingTaker.read(CODEC, message)).containsExactly("result 1 \"" + text + '"');
        }
    }

    @Test
    void aBodyThatFailsLeavesNothingBehind() {
        for (int round = 0; round < 100; round++) {
            assertThatThrownBy(() -> MessageWriter.request(CODEC, 1, "m", out -> {
                        out.writeStartArray();
                        out.writeString("x".repeat(10_000));
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
        }
        assertThat(text(MessageWriter.notification(CODEC, "m", NOTHING))).endsWith("\"params\":[]}");
    }

    @Test
    void whatIsWrittenIsReadAndWhatIsTooDeepIsRefusedByTheWriter() {
        assertThatThrownBy(() -> MessageWriter.result(CODEC, 1, out -> JsonType.write(out, nested(100))))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("Value cannot be written");
        byte[] message = MessageWriter.result(CODEC, 1, out -> JsonType.write(out, nested(89)));
        assertThat(RecordingTaker.read(CODEC, MessageWriter.frame(CODEC, List.of(message, message))))
                .hasSize(2);
    }

    private static List<Object> nested(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            list = List.of(list);
        }
        return list;
    }
}

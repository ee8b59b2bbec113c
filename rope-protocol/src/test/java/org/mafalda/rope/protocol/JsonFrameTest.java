package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.ProtocolException;

/** What is a frame under {@code rope.v1+json}, and what is none. */
class JsonFrameTest {
    private static final String REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"turn\",\"params\":[3,true]}";

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "-1.5e3", "\"a\\\"b\"", "[]", "{\"a\":[{}]}", "12345"})
    void aSliceHoldsExactlyItsValue(String value) {
        assertThat(slices("{\"result\": " + value + " ,\"jsonrpc\":\"2.0\",\"id\":1}"))
                .containsExactly(value);
        assertThat(slices("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + value + "}"))
                .containsExactly(value);
    }

    private static List<String> slices(String text) {
        List<String> slices = new ArrayList<>();
        byte[] frame = Json.bytes(text);
        FrameReader.read(Codec.JSON, frame, 0, frame.length, new RecordingTaker() {
            @Override
            public void result(long id, Slice result) {
                slices.add(result.toString());
            }
        });
        return slices;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "nul",
                "hello",
                "{\"jsonrpc\"",
                "{\"jsonrpc\":}",
                "{\"a\":1,}",
                "[1,]",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\" 1}",
                "{a:1}",
                "/* */{}",
                "{} {}",
                "{},",
                "[] []",
                "\ufeff{}",
                "{}\u0000",
                "{\"a\":1]",
                "[{]}"
            })
    void aFrameThatIsNotJsonHandsNothingOver(String frame) {
        assertNoFrame(Json.bytes(frame));
        assertNoFrame(Json.bytes("[" + REQUEST + "," + frame));
        assertNoFrame(Json.bytes(REQUEST + "#" + frame));
    }

    @Test
    void brokenTextIsNoFrame() {
        for (int lead : new int[] {0x80, 0xC0, 0xFF, 0xE2}) {
            byte[] frame = Json.bytes("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":[\"#\"]}");
            frame[new String(frame, StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) lead;
            assertNoFrame(frame);
        }
    }

    @Test
    void deepNestingAndGiantNumbersAreNoFrame() {
        assertNoFrame(Json.bytes("[".repeat(101)));
        assertNoFrame(Json.bytes("{\"a\":".repeat(100_000)));
        assertNoFrame(Json.bytes("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":[" + "9".repeat(10_000) + "]}"));
        assertNoFrame(Json.bytes("{\"x\":1." + "9".repeat(10_000) + "}"));
    }

    @Test
    void integersBeyond64BitsAreNoIds() {
        String giant = "99999999999999999999";

        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":" + giant + ",\"method\":\"m\",\"params\":[]}"))
                .containsExactly("invalid null -32600 'id' must be an integer from 1 to 2^53-1");
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":" + giant + ",\"message\":\"\"}}"))
                .singleElement()
                .asString()
                .startsWith("invalid 1 -32600 Expected an integer within 64 bits");
    }

    private static List<String> read(String frame) {
        return RecordingTaker.read(Codec.JSON, Json.bytes(frame));
    }

    private static void assertNoFrame(byte[] frame) {
        assertThatThrownBy(() -> RecordingTaker.read(Codec.JSON, frame))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("Frame cannot be parsed");
    }
}

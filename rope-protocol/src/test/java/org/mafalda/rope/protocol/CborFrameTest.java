package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.ProtocolException;
import tools.jackson.core.JsonParser;

/** What is a frame under {@code rope.v1+cbor}, and what is none. */
class CborFrameTest {
    private static final byte[] NOTIFICATION = Transcoder.fromJson(
            Codec.CBOR, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"turn\",\"params\":[\"#\"],\"x\":1}");

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** The bytes of a message whose params are an array with one item. */
    private static byte[] messageWith(byte[] item) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0xA3);
        text(frame, "jsonrpc");
        text(frame, "2.0");
        text(frame, "method");
        text(frame, "m");
        text(frame, "params");
        frame.write(0x81);
        frame.writeBytes(item);
        return frame.toByteArray();
    }

    private static void text(ByteArrayOutputStream frame, String text) {
        frame.write(0x60 + text.length());
        frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "00; 0",
                "18 ff; 255",
                "1b 7fffffffffffffff; 9223372036854775807",
                "38 63; -100",
                "f9 3e00; 1.5",
                "fa 3fc00000; 1.5",
                "fb 3ff8000000000000; 1.5",
                "f4; false",
                "f5; true",
                "f6; null",
                "61 61; \"a\"",
                "7f 61 61 62 6263 60 ff; \"abc\"",
                "9f 01 9f ff ff; [1,[]]",
                "bf 61 61 01 7f 61 62 ff 80 ff; {\"a\":1,\"b\":[]}",
                "a1 78 01 61 9b 0000000000000001 01; {\"a\":[1]}",
                "bb 0000000000000000; {}"
            })
    void everyFormOfAValueIsTaken(String item, String json) {
        assertThat(RecordingTaker.read(Codec.CBOR, messageWith(hex(item))))
                .containsExactly("notification m [" + json + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c0 00", // a tag
                "d9 d9f7 00",
                "c2 41 ff",
                "f7", // undefined
                "f0", // simple values
                "f8 20",
                "fc",
                "ff", // a break that ends nothing
                "1c", // forms of numbers that do not exist
                "1f",
                "3d",
                "19 00", // too short
                "1b 00",
                "fb 00",
                "62 61", // a string that is not there
                "5b 7fffffffffffffff 00",
                "7b ffffffffffffffff 00",
                "5a ffffffff",
                "7f 61 61", // without an end
                "7f 41 61 ff", // bytes in a text
                "7f 7f ff ff",
                "9f",
                "9b ffffffffffffffff",
                "9a 7fffffff 00",
                "ba 40000000 61 61 00",
                "bb 7fffffffffffffff 61 61 00",
                "a1 00 00", // a key that is no text
                "a1 41 61 00",
                "a1 80 00",
                "bf 00 00 ff",
                "bf 61 61 ff", // a key without its value
                "a1 61 61",
                "61 80", // no UTF-8
                "62 c080",
                "63 eda080",
                "64 f4908080",
                "62 c3 28",
                "61 c3",
                "7f 61 c3 61 a9 ff",
                "a1 61 ff 00",
            })
    void whatIsNotAllowedIsNoFrame(String item) {
        assertNoFrame(hex(item));
        assertNoFrame(messageWith(hex(item)));
        assertNoFrame(messageWith(hex("82 01" + item.replace(" ", ""))));
    }

    @Test
    void somethingBehindTheValueIsNoFrame() {
        assertNoFrame(messageWith(hex("00 00")));
        assertNoFrame(hex("a0 a0"));
        assertNoFrame(hex("9f ff ff"));
    }

    @Test
    void depthHasABound() {
        assertThat(RecordingTaker.read(Codec.CBOR, messageWith(hex("81".repeat(85) + "80"))))
                .hasSize(1);
        new CborCheck(hex("81".repeat(99) + "80"), 0, 100).run();
        assertNoFrame(messageWith(hex("81".repeat(99) + "80")));
        assertNoFrame(hex("81".repeat(100_000)));
        assertNoFrame(hex("9f".repeat(100_000)));
        assertNoFrame(hex("a16161".repeat(100_000)));
        assertNoFrame(hex("bf6161".repeat(100_000)));
    }

    @Test
    void everyPartOfAFrameIsNone() {
        for (int length = 0; length < NOTIFICATION.length; length++) {
            byte[] part = Arrays.copyOf(NOTIFICATION, length);
            assertNoFrame(part);
        }
    }

    @Test
    void bytesAreBytesAndNothingElse() {
        WireType bytes = Json.typeOf(WireTypeTest.Types.class, "bytes");
        WireType anything = Json.typeOf(WireTypeTest.Types.class, "anything");

        assertThat(read(bytes, hex("43 000102"))).isEqualTo(new byte[] {0, 1, 2});
        assertThat(read(bytes, hex("5f 41 00 42 0102 ff"))).isEqualTo(new byte[] {0, 1, 2});
        assertThatThrownBy(() -> read(bytes, hex("64 41414543"))).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> read(anything, hex("43 000102"))).isInstanceOf(WireException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f9 7e00", "f9 7c00", "fa ff800000", "fb 7ff8000000000000"})
    void numbersThatAreNotFiniteAreRefused(String item) {
        for (String method : List.of("fraction", "approximate", "duration", "anything", "integer")) {
            assertThatThrownBy(() -> read(Json.typeOf(WireTypeTest.Types.class, method), hex(item)))
                    .as(method)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void integersOf64BitsWithoutSignAreOutOfRange() {
        for (String item : List.of("1b ffffffffffffffff", "3b ffffffffffffffff", "1b 8000000000000000")) {
            assertThatThrownBy(() -> read(Json.typeOf(WireTypeTest.Types.class, "big"), hex(item)))
                    .isInstanceOf(WireException.class);
            assertThatThrownBy(() -> read(Json.typeOf(WireTypeTest.Types.class, "anything"), hex(item)))
                    .isInstanceOf(WireException.class);
        }
    }

    private static Object read(WireType type, byte[] item) {
        try (JsonParser in = Codec.CBOR.parser(item, 0, item.length)) {
            in.nextToken();
            Object value = type.read(in, Json.NO_OBJECTS);
            return value == null ? "null" : value;
        }
    }

    private static void assertNoFrame(byte[] frame) {
        assertThatThrownBy(() -> RecordingTaker.read(Codec.CBOR, frame))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("Frame cannot be parsed");
    }
}

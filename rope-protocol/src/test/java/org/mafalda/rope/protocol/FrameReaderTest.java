package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mafalda.rope.ProtocolException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class FrameReaderTest {
    private static final Codec CODEC = Transcoder.codec();
    private static final String REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"turn\",\"params\":[3,true]}";

    @Test
    void messagesOfAllKindsAreHandedOver() {
        assertThat(RecordingTaker.read(REQUEST)).containsExactly("request 7 turn [3,true]");
        assertThat(RecordingTaker.read("{\"jsonrpc\":\"2.0\",\"method\":\"blink\",\"params\":{}}"))
                .containsExactly("notification blink {}");
        assertThat(RecordingTaker.read("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":null}"))
                .containsExactly("result 7 null");
        assertThat(
                        RecordingTaker.read(
                                "{\"jsonrpc\":\"2.0\",\"id\":9007199254740991,\"error\":{\"code\":-32000,"
                                        + "\"message\":\"m\",\"data\":{\"name\":\"N\",\"fact\":\"f\",\"details\":{\"a\":[1]},\"x\":1}}}"))
                .containsExactly("error 9007199254740991 -32000 m N f {a=[1]}");
    }

    @Test
    void notificationMayBeLossy() {
        assertThat(RecordingTaker.read("{\"jsonrpc\":\"2.0\",\"method\":\"blink\",\"params\":[],\"lossy\":true}"))
                .containsExactly("lossy blink []");
        assertThat(RecordingTaker.read("{\"jsonrpc\":\"2.0\",\"lossy\":false,\"method\":\"blink\",\"params\":[]}"))
                .containsExactly("notification blink []");
        assertThat(RecordingTaker.read("{\"jsonrpc\":\"2.0\",\"lossy\":1,\"method\":\"blink\",\"params\":[]}"))
                .containsExactly("invalid null -32600 'lossy' must be true or false");
    }

    @Test
    void membersMayComeInAnyOrderAndUnknownOnesAreIgnored() {
        assertThat(RecordingTaker.read(" { \"x\":{\"id\":9,\"y\":[1]}, \"params\" : [ 3, \"\\u0061]\" ] ,\"id\":7,"
                        + " \"meth\\u006fd\":\"turn\",\"trace\":null,\"jsonrpc\":\"2.0\" } "))
                .containsExactly("request 7 turn [3,\"a]\"]");
    }

    @Test
    void aSliceIsOpenedAsOftenAsWanted() {
        byte[] request = Transcoder.fromJson(CODEC, REQUEST);
        byte[] frame = new byte[request.length + 4];
        System.arraycopy(request, 0, frame, 2, request.length);
        FrameReader.read(CODEC, frame, 2, request.length, new OneRequest() {
            @Override
            public void request(long id, String method, Slice params) {
                for (int i = 0; i < 2; i++) {
                    try (JsonParser in = params.open()) {
                        assertThat(JsonType.read(in)).isEqualTo(List.of(3L, true));
                    }
                }
                assertThat(params.length()).isEqualTo(Transcoder.fromJson(CODEC, "[3,true]").length);
            }
        });
    }

    @Test
    void paramsThatAreReadEarlyCountInTurn() {
        EarlyTaker taker = new EarlyTaker();

        taker.takeEarly("[" + notification("early", "[1,[2]]") + "," + notification("late", "[3]") + ","
                + notification("fails", "[[4],5]")
                + ",{\"jsonrpc\":\"2.0\",\"method\":\"early\",\"params\":[6],\"id\":7},"
                + "{\"jsonrpc\":\"2.0\",\"params\":[8],\"method\":\"early\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":[]}]");

        assertThat(taker.taken)
                .containsExactly(
                        "early [1, [2]]",
                        "notification late [3]",
                        "notification fails [[4],5]",
                        "request 7 early [6]",
                        "notification early [8]",
                        "result 9 []");
    }

    @Test
    void nothingThatWasReadEarlyCountsInABrokenFrame() {
        EarlyTaker taker = new EarlyTaker();
        byte[] whole = Transcoder.fromJson(CODEC, "[" + notification("early", "[1]") + "," + REQUEST + "]");
        byte[] broken = Arrays.copyOf(whole, whole.length - 2);

        assertThatThrownBy(() -> FrameReader.read(CODEC, broken, 0, broken.length, taker))
                .isInstanceOf(ProtocolException.class);

        assertThat(taker.taken).isEmpty();
    }

    private static String notification(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** Reads params early, or tries to. */
    private static final class EarlyTaker extends RecordingTaker {
        void takeEarly(String frame) {
            byte[] bytes = Transcoder.fromJson(CODEC, frame);
            FrameReader.read(CODEC, bytes, 0, bytes.length, this);
        }

        @Override
        public @Nullable Runnable readEarly(String method, JsonParser params) {
            switch (method) {
                case "early" -> {
                    Object value = JsonType.read(params);
                    return () -> taken.add("early " + value);
                }
                case "fails" -> {
                    params.nextToken();
                    params.nextToken();
                    throw new WireException(ErrorCodes.INVALID_ARGUMENTS, "Not now", Map.of());
                }
                default -> {
                    return null;
                }
            }
        }
    }

    @Test
    void anArrayIsFramingOnly() {
        assertThat(RecordingTaker.read(
                        "[" + REQUEST + ", 5,{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[]},[" + REQUEST + "]]"))
                .containsExactly(
                        "request 7 turn [3,true]",
                        "invalid null -32600 A message is an object",
                        "result 1 []",
                        "invalid null -32600 A message is an object");
        assertThat(RecordingTaker.read("[]")).containsExactly("invalid null -32600 A frame has at least one message");
    }

    @Test
    void whatATakerThrowsIsNotTakenForABrokenFrame() {
        byte[] frame = Transcoder.fromJson(CODEC, REQUEST);
        assertThatThrownBy(() -> FrameReader.read(CODEC, frame, 0, frame.length, new OneRequest() {
                    @Override
                    public void request(long id, String method, Slice params) {
                        Json.tree("[");
                    }
                }))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "5; null; A message is an object",
                "\"x\"; null; A message is an object",
                "{}; null; 'jsonrpc' is missing",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\",\"params\":[]}; 1; 'jsonrpc' must be \"2.0\"",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"m\",\"params\":[]}; 1; 'jsonrpc' must be \"2.0\"",
                "{\"jsonrpc\":\"2.0\"}; null; A message has either",
                "{\"jsonrpc\":\"2.0\",\"id\":1}; 1; A message has either",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}; 1; 'params' is missing",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":5}; 1; 'params' must be an array or an object",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":null}; 1; 'params' must be an array or an object",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5,\"params\":[]}; 1; 'method' must be a string",
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":-1,\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":9007199254740992,\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"m\",\"params\":[]}; null; 'id' must be",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"m\",\"params\":[]}; null; A member is given twice",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"method\":\"n\",\"params\":[]}; 1; A member is given twice",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[],\"result\":1}; 1; A message has either",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{\"code\":1,\"message\":\"\"}}; 1; An answer has either",
                "{\"jsonrpc\":\"2.0\",\"result\":1}; null; An answer has an 'id'",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":5}; 1; Expected an object with 'code' and 'message'",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{}}; 1; An error has an integer 'code'",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1.5,\"message\":\"\"}}; 1; An error has an integer 'code'",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":99999999999,\"message\":\"\"}}; 1; An error has an integer",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":null}}; 1; An error has an integer"
            })
    void whatIsNoMessageIsToldWithItsRule(String frame, String id, String rule) {
        assertThat(RecordingTaker.read(frame))
                .singleElement()
                .asString()
                .startsWith("invalid " + id + " -32600 " + rule);
    }

    @Test
    void ordinaryDepthIsTaken() {
        String params = "[".repeat(90) + "]".repeat(90);

        assertThat(RecordingTaker.read("[{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":" + params + "}]"))
                .containsExactly("notification m " + params);
    }

    @Test
    void whateverComesIsTakenOrRefused() {
        Random random = new Random(3);
        byte[] seed = Transcoder.fromJson(
                CODEC,
                "[" + REQUEST + ",{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"é\","
                        + "\"data\":{\"details\":{\"a\":1e3}}}},{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"a\":[null,1.5]}}]");
        for (int round = 0; round < 20_000; round++) {
            byte[] frame = seed.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                frame[random.nextInt(frame.length)] =
                        random.nextBoolean() ? (byte) random.nextInt(256) : seed[random.nextInt(seed.length)];
            }
            try {
                RecordingTaker.read(CODEC, frame);
            } catch (ProtocolException e) {
                assertThat(e.fact()).isEqualTo("Frame cannot be parsed");
            }
        }
    }

    /** Refuses to be handed anything that it does not expect. */
    private static class OneRequest implements MessageTaker {
        @Override
        public void request(long id, String method, Slice params) {
            throw new AssertionError("request " + method);
        }

        @Override
        public void notification(String method, Slice params, boolean lossy) {
            throw new AssertionError("notification " + method);
        }

        @Override
        public void result(long id, Slice result) {
            throw new AssertionError("result " + id);
        }

        @Override
        public void error(long id, WireError error) {
            throw new AssertionError("error " + id);
        }

        @Override
        public void invalid(@Nullable Long id, int code, String message) {
            throw new AssertionError("invalid " + message);
        }
    }
}

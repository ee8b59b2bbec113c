package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.rooms.BulbBurntException;
import org.mafalda.rope.rooms.House;
import tools.jackson.core.JsonParser;

class WireTypeTest {
    /** One method for each type that is tried. */
    interface Types {
        boolean flag();

        byte small();

        short medium();

        int integer();

        Long big();

        float approximate();

        double fraction();

        String text();

        ByteBuffer buffer();

        byte[] bytes();

        Duration duration();

        Instant instant();

        OptionalLong optional();

        @Nullable OptionalInt nullableOptional();

        Object anything();

        @Nullable String nullableText();

        List<Integer> list();

        List<@Nullable Integer> listWithNulls();

        Set<String> set();

        Map<String, Integer> map();

        Map<Long, String> mapByLong();

        Map<String, @Nullable Object> data();

        List<? extends Shape> shapes();

        Colour colour();

        House house();

        Person person();

        Tree tree();

        Shape shape();

        Picky picky();
    }

    enum Colour {
        DARK_RED("dark-red"),
        BLUE("blue");

        private final String text;

        Colour(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record Person(String name, int age, @Nullable String nick, OptionalLong height, List<String> tags) {}

    record Tree(String name, List<Tree> branches) {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        sealed interface Cornered extends Shape {}

        record Square(double side) implements Cornered {}

        record Point() implements Shape {}
    }

    record Picky(int value) {
        Picky {
            if (value == 13) {
                throw new BulbBurntException("Bulb burnt", Map.of("value", value));
            }
            if (value < 0) {
                throw new IllegalArgumentException("value must not be negative");
            }
        }
    }

    private static WireType type(String method) {
        return Json.typeOf(Types.class, method);
    }

    private static void assertRoundTrip(String method, @Nullable Object value, String json) {
        WireType type = type(method);
        byte[] bytes = Coded.write(type, value, Json.NO_OBJECTS);
        assertThat(Coded.json(bytes)).isEqualTo(json);
        assertThat(Coded.read(type, bytes, Json.NO_OBJECTS)).isEqualTo(value);
    }

    private static void assertRefused(String method, String json, String... words) {
        assertThatThrownBy(() -> Coded.read(type(method), json))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCodes.INVALID_ARGUMENTS))
                .hasMessageContainingAll(words);
    }

    @Test
    void valuesSurviveTheWire() {
        assertRoundTrip("flag", true, "true");
        assertRoundTrip("small", (byte) -128, "-128");
        assertRoundTrip("medium", (short) 32767, "32767");
        assertRoundTrip("integer", Integer.MIN_VALUE, "-2147483648");
        assertRoundTrip("big", Long.MAX_VALUE, "9223372036854775807");
        assertRoundTrip("approximate", 1.5f, "1.5");
        assertRoundTrip("fraction", 0.1, "0.1");
        assertRoundTrip("text", "å\u0000\"\\😀", "\"å\\u0000\\\"\\\\😀\"");
        assertRoundTrip("buffer", ByteBuffer.wrap(new byte[] {0, 1, 2}), "\"AAEC\"");
        assertRoundTrip("bytes", new byte[] {0, 1}, "\"AAE=\"");
        assertRoundTrip("instant", Instant.parse("2026-01-02T03:04:05.678901Z"), "\"2026-01-02T03:04:05.678901Z\"");
        assertRoundTrip("optional", OptionalLong.of(7), "7");
        assertRoundTrip("optional", OptionalLong.empty(), "null");
        assertRoundTrip("nullableOptional", OptionalInt.empty(), "null");
        assertRoundTrip("nullableText", null, "null");
        assertRoundTrip("list", List.of(1, 2), "[1,2]");
        assertRoundTrip("list", List.of(), "[]");
        assertRoundTrip("listWithNulls", Arrays.asList(1, null), "[1,null]");
        assertRoundTrip("set", Set.of("a"), "[\"a\"]");
        assertRoundTrip("map", Map.of("a", 1), "{\"a\":1}");
        assertRoundTrip("mapByLong", Map.of(4294967295L, "x"), "{\"4294967295\":\"x\"}");
        assertRoundTrip("colour", Colour.DARK_RED, "\"dark-red\"");
        assertRoundTrip(
                "tree",
                new Tree("a", List.of(new Tree("b", List.of()))),
                "{\"name\":\"a\",\"branches\":[{\"name\":\"b\",\"branches\":[]}]}");
    }

    @Test
    void bytesAreReadFromWhereTheBufferStands() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 0, 1, 2, 9}, 1, 3);

        assertThat(Coded.write(type("buffer"), buffer)).isEqualTo("\"AAEC\"");
        assertThat(Coded.write(type("buffer"), buffer.asReadOnlyBuffer())).isEqualTo("\"AAEC\"");
        assertThat(buffer.remaining()).isEqualTo(3);
        assertThat(Coded.read(type("buffer"), Coded.write(type("buffer"), buffer, Json.NO_OBJECTS), Json.NO_OBJECTS))
                .isInstanceOfSatisfying(
                        ByteBuffer.class, read -> assertThat(read.isReadOnly()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"PT1.5S,1500", "PT0S,0", "PT-0.0015S,-1.5", "PT0.000000001S,1.0E-6", "PT1H0.123456789S,3600123.456789"})
    void durationsAreMilliseconds(Duration duration, String json) {
        assertRoundTrip("duration", duration, json);
    }

    @Test
    void durationsOfDaysKeepTheirNanoseconds() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Duration duration =
                    Duration.ofNanos(random.nextLong() % Duration.ofDays(20).toNanos());
            assertThat(Coded.read(type("duration"), Coded.write(type("duration"), duration)))
                    .isEqualTo(duration);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "flag; 1",
                "flag; \"true\"",
                "flag; null",
                "small; 128",
                "medium; 32768",
                "integer; 2147483648",
                "integer; 1.7",
                "integer; 1.0",
                "integer; \"1\"",
                "integer; true",
                "integer; null",
                "integer; 99999999999999999999",
                "big; 9223372036854775808",
                "big; 1e3",
                "approximate; 1e39",
                "fraction; 1e999",
                "fraction; \"NaN\"",
                "fraction; null",
                "text; 5",
                "text; null",
                "text; []",
                "bytes; \"A\"",
                "bytes; \"AAE\"",
                "bytes; \"$$$$\"",
                "bytes; 5",
                "duration; \"5\"",
                "duration; 1e300",
                "duration; null",
                "instant; \"yesterday\"",
                "instant; 5",
                "optional; 1.5",
                "list; {}",
                "list; [1,null]",
                "list; [1.5]",
                "set; \"a\"",
                "map; []",
                "map; {\"a\":null}",
                "mapByLong; {\"x\":\"y\"}",
                "mapByLong; {\"9223372036854775808\":\"y\"}",
                "colour; \"DARK_RED\"",
                "colour; 0",
                "colour; null",
                "person; []",
                "person; null",
                "shape; {}",
                "shape; {\"$type\":\"Cornered\"}",
                "shape; {\"$type\":5}",
                "shape; []",
                "anything; 1e999",
                "house; \"1\"",
                "house; 1.5",
                "house; null"
            })
    void valuesOfAnotherTypeAreRefused(String method, String json) {
        assertRefused(method, json, "");
    }

    /** CBOR has no such integers. */
    @Test
    void integerBeyond64BitsIsRefusedInJson() {
        byte[] json = Json.bytes("99999999999999999999");
        try (JsonParser in = Codec.JSON.parser(json, 0, json.length)) {
            in.nextToken();
            assertThatThrownBy(() -> type("anything").read(in, Json.NO_OBJECTS)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void whatDoesNotFitIsNamedWithItsPlace() {
        assertRefused("integer", "1.7", "Expected an integer within 32 bits", "found:1.7");
        assertRefused("person", "{\"name\":\"a\",\"age\":[],\"tags\":[]}", "an integer", "found:an array", "at:/age");
        assertRefused("person", "{\"name\":\"a\",\"age\":1,\"tags\":[\"x\",5]}", "at:/tags/1");
        assertRefused("colour", "\"green\"", "one of dark-red, blue", "found:green");
        assertRefused("text", "{\"a\":1}", "found:an object");
        assertRefused("colour", '"' + "g".repeat(500) + '"', "found:" + "g".repeat(40) + "…");
    }

    @Test
    void fieldsMayComeInAnyOrderAndUnknownOnesAreIgnored() {
        Object person = Coded.read(
                type("person"), "{\"new\":{\"age\":[1,{}]},\"tags\":[],\"age\":3,\"name\":\"a\",\"x\":null}");

        assertThat(person).isEqualTo(new Person("a", 3, null, OptionalLong.empty(), List.of()));
    }

    @Test
    void fieldsThatAreNullAreLeftOut() {
        assertThat(Coded.write(type("person"), new Person("a", 3, null, OptionalLong.of(2), List.of())))
                .isEqualTo("{\"name\":\"a\",\"age\":3,\"height\":2,\"tags\":[]}");
    }

    @Test
    void missingAndNullFieldsAreRefusedUnlessTheyMayBeNull() {
        assertRefused("person", "{\"name\":\"a\",\"tags\":[]}", "Field 'age' of Person is missing");
        assertRefused("person", "{\"name\":null,\"age\":1,\"tags\":[]}", "Expected a string", "at:/name");
        assertThat(Coded.read(type("person"), "{\"name\":\"a\",\"age\":1,\"nick\":null,\"height\":null,\"tags\":[]}"))
                .isEqualTo(new Person("a", 1, null, OptionalLong.empty(), List.of()));
    }

    @Test
    void whatIsGivenTwiceIsRefused() {
        assertRefused("person", "{\"age\":1,\"age\":1,\"name\":\"a\",\"tags\":[]}", "Field given twice", "at:/age");
        assertRefused("map", "{\"a\":1,\"a\":1}", "Key given twice");
        assertRefused("anything", "{\"a\":1,\"a\":null}", "Key given twice");
    }

    @Test
    void variantsAreNamedByTheirType() {
        assertRoundTrip("shape", new Shape.Circle(1.5), "{\"$type\":\"Circle\",\"radius\":1.5}");
        assertRoundTrip("shape", new Shape.Point(), "{\"$type\":\"Point\"}");
        assertRoundTrip(
                "shapes",
                List.of(new Shape.Square(2), new Shape.Point()),
                "[{\"$type\":\"Square\",\"side\":2.0},{\"$type\":\"Point\"}]");
    }

    @Test
    void theTypeOfAVariantMayStandAnywhere() {
        assertThat(Coded.read(type("shape"), "{\"radius\":1.5,\"more\":[{\"$type\":\"x\"}],\"$type\":\"Circle\"}"))
                .isEqualTo(new Shape.Circle(1.5));
        assertThat(Coded.read(type("shapes"), "[{\"side\":3,\"$type\":\"Square\"},{\"$type\":\"Point\",\"z\":0}]"))
                .isEqualTo(List.of(new Shape.Square(3), new Shape.Point()));
        assertRefused("shape", "{\"radius\":1.5}", "'$type' of Shape is missing");
    }

    @Test
    void anythingIsReadAsPlainValues() {
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("a", 1L);
        expected.put("b", 1.0);
        expected.put("c", Arrays.asList("x", true, null));
        expected.put("d", null);
        expected.put("e", Map.of());

        Object read = Coded.read(type("data"), "{\"a\":1,\"b\":1.0,\"c\":[\"x\",true,null],\"d\":null,\"e\":{}}");

        assertThat(read).isEqualTo(expected);
        assertThat(Coded.read(type("anything"), Coded.write(type("anything"), expected)))
                .isEqualTo(expected);
        assertThat(Coded.write(type("anything"), List.of((short) 1, 2, 1.5f))).isEqualTo("[1,2,1.5]");
    }

    @Test
    void whatIsReadCannotBeChanged() {
        for (String method : List.of("list", "set", "anything")) {
            assertThat(Coded.read(type(method), "[]"))
                    .isInstanceOfSatisfying(
                            Collection.class,
                            read -> assertThatThrownBy(read::clear).isInstanceOf(UnsupportedOperationException.class));
        }
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);

        assertUnwritable("fraction", Double.NaN);
        assertUnwritable("approximate", Float.POSITIVE_INFINITY);
        assertUnwritable("anything", Double.NaN);
        assertUnwritable("anything", new Object());
        assertUnwritable("anything", Map.of(1, 2));
        assertUnwritable("anything", itself);
        assertUnwritable("text", null);
        assertUnwritable("list", null);
        assertUnwritable("map", null);
        assertUnwritable("colour", null);
        assertUnwritable("person", null);
        assertUnwritable("shape", null);
        assertUnwritable("house", null);
        assertUnwritable("list", Collections.singletonList(null));
        assertUnwritable("duration", Duration.ofSeconds(Long.MAX_VALUE));
    }

    private static void assertUnwritable(String method, @Nullable Object value) {
        assertThatThrownBy(() ->
                        MessageWriter.result(Coded.CODEC, 1, out -> type(method).write(out, value, Json.NO_OBJECTS)))
                .isInstanceOf(WireException.class);
    }

    @Test
    void failuresOfConstructorsKeepTheirClassOrSayWhatTheySaid() {
        assertThatThrownBy(() -> Coded.read(type("picky"), "{\"value\":13}"))
                .isInstanceOf(BulbBurntException.class)
                .hasMessage("Bulb burnt [value:13]");
        assertRefused("picky", "{\"value\":-1}", "Picky cannot have these values: value must not be negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "7", "99999999999"})
    void unknownReferencesAreRefused(String id) {
        assertThatThrownBy(() -> Coded.read(type("house"), id))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCodes.UNKNOWN_REFERENCE));
    }

    @Test
    void typesHaveTheNamesOfTheSpecification() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Method method : Types.class.getDeclaredMethods()) {
            names.put(method.getName(), type(method.getName()).name());
        }
        assertThat(names)
                .containsEntry("small", "int")
                .containsEntry("big", "long")
                .containsEntry("approximate", "double")
                .containsEntry("buffer", "bytes")
                .containsEntry("optional", "long?")
                .containsEntry("nullableOptional", "int?")
                .containsEntry("anything", "json")
                .containsEntry("nullableText", "string?")
                .containsEntry("listWithNulls", "list<int?>")
                .containsEntry("set", "set<string>")
                .containsEntry("mapByLong", "map<string>")
                .containsEntry("data", "map<json>")
                .containsEntry("shapes", "list<Shape>")
                .containsEntry("house", "House")
                .containsEntry("instant", "instant")
                .containsEntry("duration", "duration");
    }
}

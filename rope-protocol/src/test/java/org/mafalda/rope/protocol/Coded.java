package org.mafalda.rope.protocol;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Values in the codec of this run, and back. */
final class Coded {
    static final Codec CODEC = Transcoder.codec();

    private Coded() {}

    static byte[] write(WireType type, @Nullable Object value, References references) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CODEC.generator(bytes)) {
            type.write(out, value, references);
        }
        return bytes.toByteArray();
    }

    /** As JSON. */
    static String write(WireType type, @Nullable Object value) {
        return json(write(type, value, Json.NO_OBJECTS));
    }

    static String json(byte[] bytes) {
        return Transcoder.toJson(CODEC, bytes, 0, bytes.length);
    }

    static @Nullable Object read(WireType type, byte[] bytes, References references) {
        try (JsonParser in = CODEC.parser(bytes, 0, bytes.length)) {
            in.nextToken();
            Object value = type.read(in, references);
            if (in.nextToken() != null) {
                throw new AssertionError("The value was not read to its end: " + json(bytes));
            }
            return value;
        }
    }

    /** From JSON. */
    static @Nullable Object read(WireType type, String json) {
        return read(type, Transcoder.fromJson(CODEC, json), Json.NO_OBJECTS);
    }

    /** A frame with the value as its result. */
    static byte[] result(WireType type, @Nullable Object value, References references) {
        return MessageWriter.result(CODEC, 1, out -> type.write(out, value, references));
    }
}

package org.mafalda.rope.protocol;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Values as JSON text and back, and wire types from the methods of a class. */
final class Json {
    /** No object is known. */
    static final References NO_OBJECTS = new References() {
        @Override
        public long idOf(Object object) {
            throw new WireException(ErrorCodes.UNKNOWN_REFERENCE, "Unknown object", Map.of());
        }

        @Override
        public Object objectOf(long id, Class<?> expected) {
            throw new WireException(ErrorCodes.UNKNOWN_REFERENCE, "Unknown object", Map.of("id", id));
        }
    };

    private Json() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String write(WireType type, @Nullable Object value) {
        return write(type, value, NO_OBJECTS);
    }

    static String write(WireType type, @Nullable Object value, References references) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Codec.JSON.generator(bytes)) {
            type.write(out, value, references);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static @Nullable Object read(WireType type, String text) {
        return read(type, text, NO_OBJECTS);
    }

    static @Nullable Object read(WireType type, String text, References references) {
        byte[] bytes = bytes(text);
        try (JsonParser in = Codec.JSON.parser(bytes, 0, bytes.length)) {
            in.nextToken();
            Object value = type.read(in, references);
            if (in.nextToken() != null) {
                throw new AssertionError("The value was not read to its end: " + text);
            }
            return value;
        }
    }

    static @Nullable Object tree(String text) {
        return read(JsonType.JSON, text);
    }

    /** The wire type of what the method of that name returns. */
    static WireType typeOf(Class<?> holder, String methodName) {
        List<String> faults = new ArrayList<>();
        Method method = Stream.of(holder.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(methodName))
                .findFirst()
                .orElseThrow();
        WireType type = new TypeReader(faults).read(method.getAnnotatedReturnType(), methodName);
        if (type == null) {
            throw new AssertionError(faults);
        }
        return type;
    }

    /** Gives any object a wire id. Not thread-safe. */
    static final class Registry implements References {
        private final List<Object> objects = new ArrayList<>();
        private final IdentityHashMap<Object, Long> ids = new IdentityHashMap<>();

        @Override
        public long idOf(Object object) {
            return ids.computeIfAbsent(object, added -> {
                objects.add(added);
                return (long) objects.size();
            });
        }

        @Override
        public Object objectOf(long id, Class<?> expected) {
            return expected.cast(objects.get((int) id - 1));
        }
    }
}

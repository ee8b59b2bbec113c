package org.mafalda.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A part of a configuration, and where it was written. */
sealed interface Value {
    /** The keys that lead to it: {@code listen.port}; empty for the whole. */
    String path();

    /** File and line, or the option that it was given by. */
    String source();

    /** What it says, in one line: equal for values that say the same. */
    String text();

    /** For messages. */
    default String where() {
        return path().isEmpty() ? source() : source() + ", " + path();
    }

    /** Nothing was written here. */
    record Missing(String path, String source) implements Value {
        @Override
        public String text() {
            return "null";
        }
    }

    /** A text, a number, or a truth value; null where it says {@code null}. */
    record Scalar(String path, String source, @Nullable String content) implements Value {
        @Override
        public String text() {
            return content == null ? "null" : "'" + content + "'";
        }
    }

    record Sequence(String path, String source, List<Value> elements) implements Value {
        @Override
        public String text() {
            return elements.stream().map(Value::text).toList().toString();
        }
    }

    /** Keys with values; not to be changed. */
    record Mapping(String path, String source, LinkedHashMap<String, Value> entries) implements Value {
        @Override
        public String text() {
            Map<String, String> texts = new TreeMap<>();
            entries.forEach((key, value) -> texts.put(key, value.text()));
            return texts.toString();
        }

        static Mapping empty(String path, String source) {
            return new Mapping(path, source, new LinkedHashMap<>(Map.of()));
        }
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Fields that may be absent.
 *
 * <p>The generated code takes zero for absent when it writes an optional number, although the two mean different things
 * to the worker: temporal layer 0 is the lowest, none is the highest. Hence defaults are forced while such a field is
 * written.
 */
final class OptionalFbs {
    private OptionalFbs() {}

    /** Writes a number of up to 16 bits into the table that is being written, unless it is null. */
    static void add(FlatBufferBuilder builder, IntField field, @Nullable Integer value) {
        if (value != null) {
            builder.forceDefaults(true);
            field.add(builder, value);
            builder.forceDefaults(false);
        }
    }

    /** Writes a number of 32 or 64 bits into the table that is being written, unless it is null. */
    static void add(FlatBufferBuilder builder, LongField field, @Nullable Long value) {
        if (value != null) {
            builder.forceDefaults(true);
            field.add(builder, value);
            builder.forceDefaults(false);
        }
    }

    /** Writes a boolean into the table that is being written, unless it is null. */
    static void add(FlatBufferBuilder builder, BooleanField field, @Nullable Boolean value) {
        if (value != null) {
            builder.forceDefaults(true);
            field.add(builder, value);
            builder.forceDefaults(false);
        }
    }

    /** Writes a text, which must be done before its table is begun; 0 stands for none. */
    static int string(FlatBufferBuilder builder, @Nullable String text) {
        return text == null ? 0 : builder.createString(text);
    }

    /** The text, or null if it is empty, by which the worker means that there is none. */
    static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Adds a number to the table that is being written. */
    @FunctionalInterface
    interface IntField {
        void add(FlatBufferBuilder builder, int value);
    }

    /** Adds a number to the table that is being written. */
    @FunctionalInterface
    interface LongField {
        void add(FlatBufferBuilder builder, long value);
    }

    /** Adds a boolean to the table that is being written. */
    @FunctionalInterface
    interface BooleanField {
        void add(FlatBufferBuilder builder, boolean value);
    }
}

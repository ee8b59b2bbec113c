package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Vectors of the schema and lists. */
final class VectorFbs {
    private VectorFbs() {}

    /** Reads a vector of strings or numbers. */
    static <T> List<T> values(int length, IntFunction<? extends T> at) {
        if (length == 0) {
            return List.of();
        }
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(at.apply(i));
        }
        return values;
    }

    /** Reads a vector of numbers that the worker keeps in no order. */
    static List<Integer> sorted(int length, IntFunction<Integer> at) {
        return values(length, at).stream().sorted().toList();
    }

    /** Reads a vector of tables; {@code table} is pointed at one after the other. */
    static <B extends Table, T> List<T> tables(
            int length, B table, TableAt<B> at, Function<? super B, ? extends T> reader) {
        if (length == 0) {
            return List.of();
        }
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(reader.apply(at.point(table, i)));
        }
        return values;
    }

    /** Writes each value; gives their offsets, of which the generated code makes a vector. */
    static <T> int[] offsets(FlatBufferBuilder builder, List<? extends T> values, Writer<T> writer) {
        int[] offsets = new int[values.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = writer.write(builder, values.get(i));
        }
        return offsets;
    }

    /** The numbers as an array, of which the generated code makes a vector. */
    static int[] ints(List<Integer> values) {
        int[] ints = new int[values.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = values.get(i);
        }
        return ints;
    }

    /** A copy of bytes whose buffer is reused. */
    static ByteBuffer copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return ByteBuffer.wrap(copy);
    }

    /** Points a table at an element of a vector. */
    @FunctionalInterface
    interface TableAt<B extends Table> {
        B point(B table, int index);
    }

    /** Writes a value; gives its offset. */
    @FunctionalInterface
    interface Writer<T> {
        int write(FlatBufferBuilder builder, T value);
    }
}

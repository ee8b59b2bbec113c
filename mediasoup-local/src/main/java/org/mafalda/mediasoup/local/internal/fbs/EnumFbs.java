package org.mafalda.mediasoup.local.internal.fbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The numbers of an enum in the schema. Immutable. */
@SuppressWarnings("EnumOrdinal") // the ordinal is an index into a table of this very enum
final class EnumFbs<E extends Enum<E>> {
    private static final byte NONE = -1;

    private final List<E> constants;
    private final int first;
    private final byte[] numbers;
    private final String name;

    private EnumFbs(int first, List<E> constants) {
        Class<E> type = constants.get(0).getDeclaringClass();
        this.constants = List.copyOf(constants);
        this.first = first;
        this.name = type.getSimpleName();
        this.numbers = new byte[type.getEnumConstants().length];
        Arrays.fill(numbers, NONE);
        for (int i = 0; i < constants.size(); i++) {
            numbers[constants.get(i).ordinal()] = (byte) (first + i);
        }
    }

    /** The constants that the schema numbers from 0, in its order. */
    @SafeVarargs
    static <E extends Enum<E>> EnumFbs<E> of(E... constants) {
        List<E> list = new ArrayList<>();
        for (E constant : constants) {
            list.add(constant);
        }
        return new EnumFbs<>(0, list);
    }

    /** The same, numbered from {@code number}. */
    EnumFbs<E> from(int number) {
        return new EnumFbs<>(number, constants);
    }

    /** The constant of that number. */
    E read(int number) {
        int index = number - first;
        if (index < 0 || index >= constants.size()) {
            throw new IllegalStateException("Worker sent an unknown " + name + " [number:" + number + "]");
        }
        return constants.get(index);
    }

    /** The number of that constant. */
    int write(E constant) {
        byte number = numbers[constant.ordinal()];
        if (number == NONE) {
            throw new IllegalArgumentException("Worker has no such " + name + " [value:" + constant + "]");
        }
        return number;
    }

    /** The numbers of those constants, one byte each. */
    byte[] write(Set<E> values) {
        byte[] written = new byte[values.size()];
        int i = 0;
        for (E value : values) {
            written[i++] = (byte) write(value);
        }
        return written;
    }
}

package org.mafalda.rope.protocol;

import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Numbers, read strictly: no fraction where an integer is wanted, nothing out of range. */
final class NumberScalar {
    private NumberScalar() {}

    static void register(Map<Class<?>, WireType> types) {
        Scalar bytes = new Integral("int", 8, value -> (byte) value);
        Scalar shorts = new Integral("int", 16, value -> (short) value);
        Scalar ints = new Integral("int", 32, value -> (int) value);
        Scalar longs = new Integral("long", 64, value -> value);
        Scalar floats = new Fractional("a number within the range of a float", Float.MAX_VALUE, value -> (float) value);
        Scalar doubles = new Fractional("a number within the range of a double", Double.MAX_VALUE, value -> value);
        types.put(byte.class, bytes);
        types.put(Byte.class, bytes);
        types.put(short.class, shorts);
        types.put(Short.class, shorts);
        types.put(int.class, ints);
        types.put(Integer.class, ints);
        types.put(long.class, longs);
        types.put(Long.class, longs);
        types.put(float.class, floats);
        types.put(Float.class, floats);
        types.put(double.class, doubles);
        types.put(Double.class, doubles);
    }

    static boolean isLong(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw Scalar.unwritable("Number is not finite", value);
        }
        return value;
    }

    private static final class Integral extends Scalar {
        private final long min;
        private final long max;
        private final LongFunction<Object> box;

        Integral(String name, int bits, LongFunction<Object> box) {
            super(name, "an integer within " + bits + " bits");
            this.min = Long.MIN_VALUE >> (Long.SIZE - bits);
            this.max = Long.MAX_VALUE >> (Long.SIZE - bits);
            this.box = box;
        }

        @Override
        void writeValue(JsonGenerator out, Object value) {
            out.writeNumber(((Number) value).longValue());
        }

        @Override
        Object readValue(JsonParser in) {
            if (!isLong(in)) {
                throw mismatch(in);
            }
            long value = in.getLongValue();
            if (value < min || value > max) {
                throw mismatch(in);
            }
            return box.apply(value);
        }
    }

    private static final class Fractional extends Scalar {
        private final double max;
        private final DoubleFunction<Object> box;

        Fractional(String description, double max, DoubleFunction<Object> box) {
            super("double", description);
            this.max = max;
            this.box = box;
        }

        @Override
        void writeValue(JsonGenerator out, Object value) {
            out.writeNumber(finite(((Number) value).doubleValue()));
        }

        @Override
        Object readValue(JsonParser in) {
            JsonToken token = in.currentToken();
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                throw mismatch(in);
            }
            double value = in.getDoubleValue();
            if (!(Math.abs(value) <= max)) {
                throw mismatch(in);
            }
            return box.apply(value);
        }
    }
}

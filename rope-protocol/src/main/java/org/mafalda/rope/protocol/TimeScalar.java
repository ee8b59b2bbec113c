package org.mafalda.rope.protocol;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Durations in milliseconds and times as in RFC 3339. */
final class TimeScalar {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private TimeScalar() {}

    static void register(Map<Class<?>, WireType> types) {
        types.put(Duration.class, new DurationType());
        types.put(Instant.class, new InstantType());
    }

    private static final class DurationType extends Scalar {
        DurationType() {
            super("duration", "a number of milliseconds within 64 bits");
        }

        @Override
        void writeValue(JsonGenerator out, Object value) {
            Duration duration = (Duration) value;
            long millis = millis(duration);
            long rest = duration.minusMillis(millis).toNanos();
            if (rest == 0) {
                out.writeNumber(millis);
            } else {
                out.writeNumber(BigDecimal.valueOf(millis)
                        .add(BigDecimal.valueOf(rest, 6))
                        .doubleValue());
            }
        }

        private static long millis(Duration duration) {
            try {
                return duration.toMillis();
            } catch (ArithmeticException e) {
                throw unwritable("Duration does not fit 64 bits of milliseconds", duration);
            }
        }

        @Override
        Object readValue(JsonParser in) {
            if (NumberScalar.isLong(in)) {
                return Duration.ofMillis(in.getLongValue());
            }
            if (in.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
                throw mismatch(in);
            }
            double millis = in.getDoubleValue();
            double whole = Math.floor(millis);
            if (!(whole >= Long.MIN_VALUE && whole < Long.MAX_VALUE)) {
                throw mismatch(in);
            }
            return Duration.ofMillis((long) whole).plusNanos(Math.round((millis - whole) * NANOS_PER_MILLI));
        }
    }

    private static final class InstantType extends Scalar {
        InstantType() {
            super("instant", "a time as in RFC 3339");
        }

        @Override
        void writeValue(JsonGenerator out, Object value) {
            out.writeString(value.toString());
        }

        @Override
        Object readValue(JsonParser in) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw mismatch(in);
            }
            try {
                return Instant.parse(in.getString());
            } catch (DateTimeException e) {
                throw mismatch(in);
            }
        }
    }
}

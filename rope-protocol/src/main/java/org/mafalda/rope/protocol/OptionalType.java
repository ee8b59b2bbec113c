package org.mafalda.rope.protocol;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code OptionalLong} and its kin: null on the wire when empty. */
final class OptionalType implements WireType {
    static final List<OptionalType> ALL = List.of(
            new OptionalType(
                    OptionalInt.class,
                    int.class,
                    OptionalInt.empty(),
                    value -> OptionalInt.of((Integer) value),
                    value -> ((OptionalInt) value).isPresent() ? ((OptionalInt) value).getAsInt() : null),
            new OptionalType(
                    OptionalLong.class,
                    long.class,
                    OptionalLong.empty(),
                    value -> OptionalLong.of((Long) value),
                    value -> ((OptionalLong) value).isPresent() ? ((OptionalLong) value).getAsLong() : null),
            new OptionalType(
                    OptionalDouble.class,
                    double.class,
                    OptionalDouble.empty(),
                    value -> OptionalDouble.of((Double) value),
                    value -> ((OptionalDouble) value).isPresent() ? ((OptionalDouble) value).getAsDouble() : null));

    private final Class<?> javaType;
    private final Class<?> inner;
    private final Object empty;
    private final Function<Object, Object> wrap;
    private final Function<Object, @Nullable Object> unwrap;

    private OptionalType(
            Class<?> javaType,
            Class<?> inner,
            Object empty,
            Function<Object, Object> wrap,
            Function<Object, @Nullable Object> unwrap) {
        this.javaType = javaType;
        this.inner = inner;
        this.empty = empty;
        this.wrap = wrap;
        this.unwrap = unwrap;
    }

    Class<?> javaType() {
        return javaType;
    }

    Object empty() {
        return empty;
    }

    private WireType inner() {
        WireType type = Scalar.of(inner);
        if (type == null) {
            throw new IllegalStateException("No type of " + inner);
        }
        return type;
    }

    @Override
    public String name() {
        return inner().name() + "?";
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        Object content = value == null ? null : unwrap.apply(value);
        if (content == null) {
            out.writeNull();
        } else {
            inner().write(out, content, references);
        }
    }

    @Override
    public Object read(JsonParser in, References references) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return empty;
        }
        Object content = inner().read(in, references);
        return content == null ? empty : wrap.apply(content);
    }

    @Override
    public String toString() {
        return name();
    }
}

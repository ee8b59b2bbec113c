package org.mafalda.rope.server.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.References;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.protocol.WireType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the {@code params} of a call: first the wire id of the object, then the arguments. To be closed. What does not
 * fit fails with a {@link WireException} of code {@link ErrorCodes#INVALID_ARGUMENTS}.
 */
final class Arguments implements AutoCloseable {
    private final String method;
    private final JsonParser in;

    Arguments(String method, Slice params) {
        this.method = method;
        this.in = params.open();
        if (in.currentToken() != JsonToken.START_ARRAY) {
            in.close();
            throw invalid("Params must be an array");
        }
    }

    /** The wire id, with which the params begin; 0, which no object has, if there is none. */
    long target() {
        return integer("Params must begin with the wire id of an object");
    }

    /** A number of messages, with which the params begin. */
    long count() {
        return integer("Params must begin with a number of messages");
    }

    private long integer(String otherwise) {
        try {
            if (in.nextToken() != JsonToken.VALUE_NUMBER_INT
                    || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw invalid(otherwise);
            }
            return in.getLongValue();
        } catch (JacksonException e) {
            throw invalid(otherwise);
        }
    }

    /** The rest; trailing arguments that are null may be missing. */
    @Nullable Object[] rest(List<WireType> types, References references) {
        @Nullable Object[] values = new @Nullable Object[types.size()];
        try {
            boolean more = true;
            for (int i = 0; i < values.length; i++) {
                more = more && in.nextToken() != JsonToken.END_ARRAY;
                if (more) {
                    values[i] = types.get(i).read(in, references);
                } else if (!types.get(i).nullable()) {
                    throw invalid("Too few arguments");
                }
            }
            if (more && in.nextToken() != JsonToken.END_ARRAY) {
                throw invalid("Too many arguments");
            }
            return values;
        } catch (JacksonException e) {
            throw invalid("Arguments cannot be read");
        }
    }

    /** The one string that follows the wire id. */
    String name() {
        try {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                throw invalid("Params must have a name after the wire id");
            }
            return in.getString();
        } catch (JacksonException e) {
            throw invalid("Params must have a name after the wire id");
        }
    }

    private WireException invalid(String fact) {
        return new WireException(ErrorCodes.INVALID_ARGUMENTS, fact, Map.of("method", method));
    }

    @Override
    public void close() {
        in.close();
    }
}

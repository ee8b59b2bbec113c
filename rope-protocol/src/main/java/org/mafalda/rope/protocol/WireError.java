package org.mafalda.rope.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.RemoteFailureException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The error of an answer. Immutable.
 *
 * @param code one of {@link ErrorCodes}
 * @param message what went wrong, for people
 * @param name simple name of the failure, if there is one
 * @param fact what happened, without values; null if only the message tells it
 * @param details values that belong to the fact, JSON values only
 */
public record WireError(
        int code,
        String message,
        @Nullable String name,
        @Nullable String fact,
        Map<String, @Nullable Object> details) {
    /** Copies the details; what JSON cannot hold becomes a string. */
    public WireError {
        details = json(details);
    }

    /** An error with a message alone. */
    public WireError(int code, String message) {
        this(code, message, null, null, Map.of());
    }

    /** An error with a fact and its values. */
    public static WireError of(int code, DetailedException failure) {
        return new WireError(code, message(failure), null, failure.fact(), failure.details());
    }

    /**
     * What to tell the other side of a failure.
     *
     * @param fullErrors whether stack traces are told of failures that the contract does not name
     */
    public static WireError of(Throwable failure, ContractModel contract, boolean fullErrors) {
        Throwable cause = unwrap(failure);
        if (!(cause instanceof DetailedException detailed)) {
            return internal(cause, message(cause), Map.of(), fullErrors);
        }
        String name = contract.failures().nameOf(cause.getClass());
        if (name != null) {
            return new WireError(ErrorCodes.FAILURE, message(cause), name, detailed.fact(), detailed.details());
        }
        if (cause instanceof WireException wire) {
            return of(wire.code(), wire);
        }
        if (cause instanceof ForbiddenException) {
            return of(ErrorCodes.FORBIDDEN, detailed);
        }
        if (contract.failures().isClosedFailure(cause.getClass())) {
            return of(ErrorCodes.NO_SUCH_OBJECT, detailed);
        }
        return internal(cause, detailed.fact(), detailed.details(), fullErrors);
    }

    private static WireError internal(
            Throwable cause, String fact, Map<String, @Nullable Object> details, boolean fullErrors) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(details);
        if (fullErrors) {
            StringWriter stackTrace = new StringWriter();
            cause.printStackTrace(new PrintWriter(stackTrace));
            all.put("stackTrace", stackTrace.toString());
        }
        return new WireError(
                ErrorCodes.INTERNAL, message(cause), cause.getClass().getSimpleName(), fact, all);
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The exception that this side throws for it. */
    public DetailedException toException(ContractModel contract) {
        String what = fact == null ? message : fact;
        return switch (code) {
            case ErrorCodes.FAILURE -> named(what, contract);
            case ErrorCodes.INTERNAL -> internal(what, contract);
            case ErrorCodes.NO_SUCH_OBJECT -> contract.closedFailure(what, details);
            case ErrorCodes.INVALID_ARGUMENTS -> contract.argumentFailure(what, details);
            case ErrorCodes.NO_SUCH_METHOD -> contract.failures().unsupported(what, details);
            case ErrorCodes.FORBIDDEN, ErrorCodes.UNAUTHENTICATED -> new ForbiddenException(what, details);
            case ErrorCodes.NOT_PARSABLE,
                    ErrorCodes.INVALID_MESSAGE,
                    ErrorCodes.UNKNOWN_REFERENCE,
                    ErrorCodes.OTHER_CONTRACT -> new ProtocolException(what, details);
            default -> remoteFailure(what);
        };
    }

    private DetailedException named(String what, ContractModel contract) {
        DetailedException failure = name == null ? null : contract.failure(name, what, details);
        return failure == null ? remoteFailure(what) : failure;
    }

    private DetailedException internal(String what, ContractModel contract) {
        DetailedException failure = name == null ? null : contract.failures().own(name, what, details);
        return failure == null ? remoteFailure(what) : failure;
    }

    private DetailedException remoteFailure(String what) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        if (name != null) {
            all.put("name", name);
        }
        all.putAll(details);
        return new RemoteFailureException(what, all);
    }

    void write(JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("code", code);
        out.writeStringProperty("message", message);
        if (name != null || fact != null || !details.isEmpty()) {
            out.writeObjectPropertyStart("data");
            if (name != null) {
                out.writeStringProperty("name", name);
            }
            if (fact != null) {
                out.writeStringProperty("fact", fact);
            }
            if (!details.isEmpty()) {
                out.writeName("details");
                JsonType.write(out, details);
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /**
     * Reads the object at which the parser stands: the {@code error} of an answer, or the params of {@code rope.fault}.
     */
    public static WireError read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT || !(JsonType.read(in) instanceof Map<?, ?> error)) {
            throw Mismatch.expected("an object with 'code' and 'message'", in);
        }
        if (error.get("code") instanceof Long code
                && code == code.intValue()
                && error.get("message") instanceof String message) {
            Map<?, ?> data = error.get("data") instanceof Map<?, ?> map ? map : Map.of();
            return new WireError(
                    code.intValue(),
                    message,
                    data.get("name") instanceof String name ? name : null,
                    data.get("fact") instanceof String fact ? fact : null,
                    data.get("details") instanceof Map<?, ?> details ? json(details) : Map.of());
        }
        throw Mismatch.fact("An error has an integer 'code' and a string 'message'", in);
    }

    private static Map<String, @Nullable Object> json(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), jsonValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object jsonValue(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return json(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(jsonValue(element)));
            return Collections.unmodifiableList(copy);
        }
        return value.toString();
    }
}

package org.mafalda.rope.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Says where and how a value that came does not fit its type. */
final class Mismatch {
    /** Of what was found, so much is repeated in the message. */
    private static final int MAX_FOUND = 40;

    private Mismatch() {}

    /**
     * Something else than {@code expected} stands where the parser is. Strings are not repeated: they may be secrets.
     */
    static WireException expected(String expected, JsonParser in) {
        return expected(expected, in.currentToken() == JsonToken.VALUE_STRING ? "a string" : found(in), in);
    }

    /** The string at which the parser is, if it is one, is none of the names that it could be. */
    static WireException expectedName(String expected, JsonParser in) {
        return expected(expected, found(in), in);
    }

    private static WireException expected(String expected, String found, JsonParser in) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("found", found);
        putPlace(details, in);
        return new WireException(ErrorCodes.INVALID_ARGUMENTS, "Expected " + expected, details);
    }

    /** A fact about the value in which the parser is. */
    static WireException fact(String fact, JsonParser in) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        putPlace(details, in);
        return new WireException(ErrorCodes.INVALID_ARGUMENTS, fact, details);
    }

    private static void putPlace(Map<String, @Nullable Object> details, JsonParser in) {
        String place = in.streamReadContext().pathAsPointer().toString();
        if (!place.isEmpty()) {
            details.put("at", place);
        }
    }

    private static String found(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_EMBEDDED_OBJECT -> "bytes";
            default -> shortened(in);
        };
    }

    private static String shortened(JsonParser in) {
        try {
            String text = in.getString();
            return text.length() <= MAX_FOUND ? text : text.substring(0, MAX_FOUND) + "…";
        } catch (JacksonException e) {
            return "what cannot be read";
        }
    }
}

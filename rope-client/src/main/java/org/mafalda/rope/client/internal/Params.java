package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Details;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.WireException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the params of the protocol's own messages, whose members may come in any order. Each method begins with the
 * parser at the first token of a value and leaves it at the last one.
 */
final class Params {
    private Params() {}

    /** Takes one member of an object; must leave the parser at the last token of the member's value. */
    @FunctionalInterface
    interface MemberTaker {
        void take(String name, JsonParser value);
    }

    /** Takes one element of an array; must leave the parser at the last token of the element. */
    @FunctionalInterface
    interface ElementTaker {
        void take(JsonParser value);
    }

    static void members(JsonParser in, MemberTaker taker) {
        expect(in, JsonToken.START_OBJECT);
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            taker.take(name, in);
        }
    }

    static void elements(JsonParser in, ElementTaker taker) {
        expect(in, JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            taker.take(in);
        }
    }

    /** Goes to the next element of an array, which must be there. */
    static void next(JsonParser in) {
        if (in.nextToken() == JsonToken.END_ARRAY) {
            throw new WireException(ErrorCodes.INVALID_MESSAGE, "An array is too short", Map.of());
        }
    }

    /** Skips the rest of an array. */
    static void finish(JsonParser in) {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
    }

    static long number(JsonParser in) {
        expect(in, JsonToken.VALUE_NUMBER_INT);
        return in.getLongValue();
    }

    static String text(JsonParser in) {
        expect(in, JsonToken.VALUE_STRING);
        return in.getString();
    }

    static @Nullable String textOrNull(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NULL ? null : text(in);
    }

    static boolean flag(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_FALSE || in.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        expect(in, JsonToken.VALUE_TRUE);
        return true;
    }

    static void expect(JsonParser in, JsonToken token) {
        if (in.currentToken() != token) {
            throw new WireException(
                    ErrorCodes.INVALID_MESSAGE,
                    "A message has an unexpected value",
                    Details.of("expected", token, "found", String.valueOf(in.currentToken())));
        }
    }

    /** Any value as maps, lists, strings, numbers and booleans. */
    static @Nullable Object tree(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                members(in, (name, value) -> map.put(name, tree(value)));
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                elements(in, value -> list.add(tree(value)));
                yield list;
            }
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getString();
            default -> null;
        };
    }
}

package org.mafalda.rope.protocol;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Copies a value from one codec into another. Without state. */
final class TokenCopy {
    private TokenCopy() {}

    /** Copies the value at which the parser stands, and leaves the parser at its last token. */
    static void copy(JsonParser in, JsonGenerator out) {
        int depth = 0;
        while (true) {
            JsonToken token = in.currentToken();
            copyToken(in, token, out);
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            in.nextToken();
        }
    }

    private static void copyToken(JsonParser in, JsonToken token, JsonGenerator out) {
        switch (token) {
            case VALUE_EMBEDDED_OBJECT -> out.writeBinary(in.getBinaryValue());
            case VALUE_NUMBER_FLOAT -> out.writeNumber(in.getDoubleValue());
            default -> out.copyCurrentEvent(in);
        }
    }
}

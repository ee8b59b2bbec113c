package org.mafalda.rope.protocol;

import java.util.Map;
import org.mafalda.rope.RopeException;

/**
 * A session that an application finds again after a restart. As long as its lease lasts, a client that comes with the
 * same name and secret owns what the earlier one has created; one that is still connected is cut off, because there is
 * one owner at a time. Immutable.
 *
 * @param name 1 to 200 characters, chosen by the application; unique on the server
 * @param secret at least 16 characters, known to the application alone
 */
public record NamedSession(String name, String secret) {
    private static final int LONGEST_NAME = 200;
    private static final int SHORTEST_SECRET = 16;

    /** Checks the lengths. */
    public NamedSession {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new RopeException(
                    "namedSession.name must have 1 to " + LONGEST_NAME + " characters",
                    Map.of("length", name.length()));
        }
        if (secret.length() < SHORTEST_SECRET) {
            throw new RopeException(
                    "namedSession.secret must have at least " + SHORTEST_SECRET + " characters",
                    Map.of("length", secret.length()));
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NamedSession[name=" + name + ", secret=…]";
    }
}

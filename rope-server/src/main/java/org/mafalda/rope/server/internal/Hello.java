package org.mafalda.rope.server.internal;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a client says when it opens a session (section 4 of the specification).
 *
 * @param contract name of the contract
 * @param version its major version
 * @param digest digest of the contract description that the client knows
 * @param token credentials
 * @param session id of a session that it had
 * @param key the secret of that session
 * @param received how many numbered messages of that session the client has received; null if it does not resume
 * @param name name of a session that a restarted application had, or wants to be found by; null if it has none
 * @param secret what the application must know to have that name; not null if there is a name
 * @param lease what becomes of the objects of the session once it is gone; null if the client leaves it to the server
 * @param client what it is, for logs
 */
record Hello(
        String contract,
        int version,
        @Nullable String digest,
        @Nullable String token,
        @Nullable String session,
        @Nullable String key,
        @Nullable Long received,
        @Nullable String name,
        @Nullable String secret,
        @Nullable Lease lease,
        @Nullable String client) {
    private static final Duration LONGEST_LEASE = Duration.ofDays(365);
    private static final int LONGEST_NAME = 200;
    private static final int SHORTEST_SECRET = 16;

    /** Reads the params of {@code rope.hello}; fails with a {@link WireException}. */
    static Hello read(Slice params) {
        String contract = null;
        Integer version = null;
        String digest = null;
        String token = null;
        String session = null;
        String key = null;
        Long received = null;
        String name = null;
        String secret = null;
        Lease lease = null;
        String client = null;
        try (JsonParser in = params.open()) {
            expect(in.currentToken() == JsonToken.START_OBJECT, "params", "an object");
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "contract" -> contract = text(in, field);
                    case "version" -> version = (int) integer(in, field, Integer.MAX_VALUE);
                    case "digest" -> digest = text(in, field);
                    case "token" -> token = text(in, field);
                    case "session" -> session = text(in, field);
                    case "key" -> key = text(in, field);
                    case "received" -> received = count(in, field);
                    case "name" -> name = text(in, field);
                    case "secret" -> secret = text(in, field);
                    case "lease" -> lease = lease(in);
                    case "client" -> client = text(in, field);
                    default -> in.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new WireException(ErrorCodes.INVALID_ARGUMENTS, "Hello cannot be read", Map.of());
        }
        if (contract == null || version == null) {
            throw new WireException(ErrorCodes.INVALID_ARGUMENTS, "Hello must name contract and version", Map.of());
        }
        if (name != null) {
            expect(
                    !name.isEmpty() && name.length() <= LONGEST_NAME,
                    "name",
                    "from 1 to " + LONGEST_NAME + " characters");
            expect(
                    secret != null && secret.length() >= SHORTEST_SECRET,
                    "secret",
                    SHORTEST_SECRET + " or more characters");
        }
        return new Hello(contract, version, digest, token, session, key, received, name, secret, lease, client);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Hello[contract=" + contract + ", version=" + version + ", client=" + client + "]";
    }

    private static @Nullable String text(JsonParser in, String field) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(in.currentToken() == JsonToken.VALUE_STRING, field, "a string");
        return in.getString();
    }

    private static @Nullable Long count(JsonParser in, String field) {
        return in.currentToken() == JsonToken.VALUE_NULL ? null : integer(in, field, Long.MAX_VALUE);
    }

    private static long integer(JsonParser in, String field, long most) {
        boolean fits = in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && in.getLongValue() >= 0
                && in.getLongValue() <= most;
        expect(fits, field, "a number from 0 to " + most);
        return in.getLongValue();
    }

    private static @Nullable Lease lease(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(in.currentToken() == JsonToken.START_OBJECT, "lease", "an object");
        Lease lease = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "keep" -> lease = Lease.keep();
                case "close" -> lease = Lease.close();
                case "keepFor" ->
                    lease = Lease.keepFor(Duration.ofMillis(integer(in, "lease.keepFor", LONGEST_LEASE.toMillis())));
                default -> in.skipChildren();
            }
        }
        expect(lease != null, "lease", "one of keep, keepFor and close");
        return lease;
    }

    private static void expect(boolean fits, String field, String what) {
        if (!fits) {
            throw new WireException(
                    ErrorCodes.INVALID_ARGUMENTS, "Hello does not fit: " + field + " must be " + what, Map.of());
        }
    }
}

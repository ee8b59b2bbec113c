package org.mafalda.rope.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows clients by their tokens, of which it keeps digests. Immutable. */
final class TokenAuthenticator implements Authenticator {
    /** In characters; a shorter one could be found by trying. */
    private static final int SHORTEST = 16;

    private final List<Known> known = new ArrayList<>();

    private static final class Known {
        private final byte[] digest;
        private final Identity identity;

        Known(byte[] digest, Identity identity) {
            this.digest = digest;
            this.identity = identity;
        }
    }

    TokenAuthenticator(Map<String, Identity> identities) {
        identities.forEach((token, identity) -> {
            if (token.length() < SHORTEST) {
                throw new IllegalArgumentException("A token must have " + SHORTEST + " characters or more [name:"
                        + identity.name() + ", characters:" + token.length() + "]");
            }
            known.add(new Known(digest(token), identity));
        });
    }

    /** Looks at all of them, so that the time does not tell which one it was. */
    @Override
    public @Nullable Identity authenticate(Credentials credentials) {
        if (credentials.token() == null) {
            return null;
        }
        byte[] digest = digest(credentials.token());
        Identity found = null;
        for (Known candidate : known) {
            if (MessageDigest.isEqual(candidate.digest, digest)) {
                found = candidate.identity;
            }
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

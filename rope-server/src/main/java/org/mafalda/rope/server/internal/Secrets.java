package org.mafalda.rope.server.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Names and keys that nobody can guess. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 9;
    private static final int KEY_BYTES = 24;

    private Secrets() {}

    static String name(String prefix) {
        return prefix + random(NAME_BYTES);
    }

    static String key() {
        return random(KEY_BYTES);
    }

    /** Whether somebody knows the secret; takes as long for a good guess as for a bad one. */
    static boolean equal(String secret, @Nullable String guess) {
        return guess != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), guess.getBytes(StandardCharsets.UTF_8));
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

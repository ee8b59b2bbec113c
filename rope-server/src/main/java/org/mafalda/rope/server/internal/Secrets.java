package org.mafalda.rope.server.internal;

import java.security.SecureRandom;
import java.util.Base64;

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

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

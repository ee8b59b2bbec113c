package org.mafalda.rope.server.security;

import java.util.Map;
import java.util.Set;
import org.mafalda.rope.server.security.Authenticator.Identity;

/**
 * Says which methods a client may call. Asked for each of them when a session opens; the answers hold as long as the
 * session does, and the client is told them. Thread-safe; must not block.
 */
@FunctionalInterface
public interface Authorizer {
    /** Whether the client may call a procedure or one-way method, {@code close} included, of that object type. */
    boolean allows(Identity identity, String type, String method);

    /** The role of {@link #standardRoles} that may call everything. */
    String FULL = "full";

    /** The role of {@link #standardRoles} that may call what changes nothing. */
    String READ_ONLY = "read-only";

    /** Everybody may call everything. */
    static Authorizer everything() {
        return (identity, type, method) -> true;
    }

    /**
     * Two roles: {@link #FULL} may call everything, {@link #READ_ONLY} what changes nothing; who has neither of them
     * may call nothing. All of them see the objects, their state and their events.
     *
     * @param reading the methods that change nothing, as in {@link #roles}. A contract does not tell them apart from
     *     the others, and so what is not named here is taken for one that changes something
     */
    static Authorizer standardRoles(Set<String> reading) {
        return roles(Map.of(FULL, Set.of("*.*"), READ_ONLY, reading));
    }

    /**
     * By role; who has none of them may call nothing.
     *
     * @param allowed what a role may call: {@code Type.method}, where {@code *} stands for any type or any method
     */
    static Authorizer roles(Map<String, Set<String>> allowed) {
        Map<String, Set<String>> copy = Map.copyOf(allowed);
        return (identity, type, method) -> {
            Set<String> patterns = copy.getOrDefault(identity.role(), Set.of());
            return patterns.contains(type + "." + method)
                    || patterns.contains("*." + method)
                    || patterns.contains(type + ".*")
                    || patterns.contains("*.*");
        };
    }
}

package org.mafalda.rope.server.internal;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.TreeSet;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ObjectModel;
import org.mafalda.rope.server.security.Authenticator.Identity;
import org.mafalda.rope.server.security.Authorizer;

/**
 * Who the client of a session is and what it may not call. Immutable.
 *
 * @param identity the client
 * @param forbidden methods as {@code Type.method}
 */
record Permissions(Identity identity, Set<String> forbidden) {
    /** Of a client that has not said who it is. */
    static final Permissions NONE = new Permissions(new Identity("nobody", ""), Set.of());

    static Permissions of(Identity identity, ContractModel contract, Authorizer authorizer) {
        Set<String> forbidden = new TreeSet<>();
        for (ObjectModel object : contract.objects().values()) {
            Set<String> methods = new TreeSet<>(object.procedures().keySet());
            methods.addAll(object.oneWays().keySet());
            for (String method : methods) {
                if (!authorizer.allows(identity, object.name(), method)) {
                    forbidden.add(object.name() + "." + method);
                }
            }
        }
        return new Permissions(identity, ImmutableSet.copyOf(forbidden));
    }

    boolean isSameClient(Permissions other) {
        return identity.name().equals(other.identity.name());
    }

    /** Whether the client may not call the method. */
    boolean forbids(ObjectModel object, String method) {
        return !forbidden.isEmpty() && forbidden.contains(object.name() + "." + method);
    }
}

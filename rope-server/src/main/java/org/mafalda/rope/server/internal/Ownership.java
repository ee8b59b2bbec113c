package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.server.security.Authenticator.Identity;

/**
 * Which session owns which objects, and what becomes of the objects of a session that is gone. On the server's lane
 * alone.
 */
final class Ownership {
    /** By the id of the session. */
    private final Map<String, Claim> claims = new HashMap<>();
    /** By the name that an application has given to its sessions. */
    private final Map<String, Claim> names = new HashMap<>();

    private final Consumer<Exported> closing;

    /** What a session must show to be the owner again. */
    private record Claim(String secret, Identity identity, Owner owner) {
        boolean admits(@Nullable String guess, Identity guest) {
            return identity.name().equals(guest.name()) && Secrets.equal(secret, guess);
        }
    }

    /** {@code closing} closes an object. */
    Ownership(Consumer<Exported> closing) {
        this.closing = closing;
    }

    /** Whether nobody else has that name. */
    boolean mayBear(@Nullable String name, @Nullable String secret, Identity identity) {
        Claim claim = name == null ? null : names.get(name);
        return claim == null || claim.admits(secret, identity);
    }

    /**
     * The owner that the client says it was, by the session that it had or by its name; null if it was none. The
     * session that it had stays a proof until the next one: the answer to this hello may get lost.
     */
    @Nullable Owner reclaim(Hello hello, Identity identity) {
        Claim claim = hello.session() == null ? null : claims.get(hello.session());
        if (claim != null && claim.admits(hello.key(), identity)) {
            Owner owner = claim.owner();
            claims.entrySet()
                    .removeIf(each ->
                            each.getValue().owner() == owner && !each.getKey().equals(hello.session()));
            return owner;
        }
        Claim named = hello.name() == null ? null : names.get(hello.name());
        return named == null ? null : named.owner();
    }

    /** From now on the session is the owner. */
    void attend(ServerSession session, Owner owner, @Nullable String secret) {
        owner.attend(session);
        Identity identity = session.permissions().identity();
        claims.put(session.id(), new Claim(session.key(), identity, owner));
        if (owner.name() != null && secret != null) {
            names.put(owner.name(), new Claim(secret, identity, owner));
        }
    }

    /** The object belongs to the owner, unless it belongs to somebody already. */
    void own(Owner owner, Exported exported) {
        if (exported.owner() != null) {
            return;
        }
        if (owner.isExpired()) {
            closing.accept(exported);
            return;
        }
        exported.ownedBy(owner);
        owner.add(exported);
    }

    /** The object has ended. */
    void ended(Exported exported) {
        Owner owner = exported.owner();
        if (owner != null) {
            owner.remove(exported);
            exported.ownedBy(null);
        }
    }

    /** The session is gone; its lease begins, unless another session has become the owner. */
    void depart(ServerSession session, Owner owner, long nowNanos) {
        if (owner.session() == session) {
            owner.depart(nowNanos);
            tick(nowNanos);
        }
    }

    /** Ends the leases whose time has come, and forgets owners of nothing. */
    void tick(long nowNanos) {
        Set<Owner> overdue = new LinkedHashSet<>();
        claims.values().stream()
                .map(Claim::owner)
                .filter(owner -> owner.isOverdue(nowNanos))
                .forEach(overdue::add);
        Predicate<Claim> over =
                claim -> overdue.contains(claim.owner()) || claim.owner().isNobody();
        claims.values().removeIf(over);
        names.values().removeIf(over);
        overdue.forEach(this::expire);
    }

    private void expire(Owner owner) {
        owner.expire();
        List<Exported> objects = new ArrayList<>(owner.objects());
        Collections.reverse(objects);
        objects.forEach(closing);
    }
}

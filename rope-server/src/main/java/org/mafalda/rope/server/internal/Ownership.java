package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which session owns which objects, and what becomes of the objects of a session that is gone. On the server's lane
 * alone.
 */
final class Ownership {
    private final Map<String, Claim> claims = new HashMap<>();
    private final Consumer<Exported> closing;

    /** What a session must show to be the owner again. */
    private record Claim(String key, Owner owner) {}

    /** {@code closing} closes an object. */
    Ownership(Consumer<Exported> closing) {
        this.closing = closing;
    }

    /** The owner that a session with that id and secret was, or null. */
    @Nullable Owner reclaim(@Nullable String session, @Nullable String key) {
        if (session == null || key == null) {
            return null;
        }
        Claim claim = claims.get(session);
        if (claim == null || !Secrets.equal(claim.key(), key)) {
            return null;
        }
        claims.remove(session);
        return claim.owner();
    }

    /** From now on the session is the owner. */
    void attend(ServerSession session, Owner owner) {
        owner.attend(session);
        claims.put(session.id(), new Claim(session.key(), owner));
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
        owner.objects().add(exported);
    }

    /** The object has ended. */
    void ended(Exported exported) {
        Owner owner = exported.owner();
        if (owner != null) {
            owner.objects().remove(exported);
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
        List<Owner> overdue = new ArrayList<>();
        claims.values().removeIf(claim -> {
            Owner owner = claim.owner();
            if (owner.isOverdue(nowNanos)) {
                overdue.add(owner);
                return true;
            }
            return owner.session() == null
                    && owner.objects().isEmpty()
                    && owner.lease().isForEver();
        });
        overdue.forEach(this::expire);
    }

    private void expire(Owner owner) {
        owner.expire();
        List<Exported> objects = new ArrayList<>(owner.objects());
        Collections.reverse(objects);
        objects.forEach(closing);
    }
}

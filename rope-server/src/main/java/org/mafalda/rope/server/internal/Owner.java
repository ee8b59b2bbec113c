package org.mafalda.rope.server.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom objects belong to: a session, or what is left of one that has gone. Touched on the server's lane alone. */
final class Owner {
    private final Set<Exported> objects = new LinkedHashSet<>();
    private final Lease lease;

    private @Nullable ServerSession session;
    private long departedNanos;
    private boolean expired;

    Owner(Lease lease) {
        this.lease = lease;
    }

    Set<Exported> objects() {
        return objects;
    }

    Lease lease() {
        return lease;
    }

    /** The session that is the owner now; null when it is gone. */
    @Nullable ServerSession session() {
        return session;
    }

    void attend(ServerSession newSession) {
        session = newSession;
    }

    void depart(long nowNanos) {
        session = null;
        departedNanos = nowNanos;
    }

    /** Whether the lease has ended. */
    boolean isOverdue(long nowNanos) {
        return session == null && lease.isOver(nowNanos - departedNanos);
    }

    boolean isExpired() {
        return expired;
    }

    void expire() {
        expired = true;
    }
}

package org.mafalda.rope.server.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Lease;

/** Whom objects belong to: a session, or what is left of one that has gone. Touched on the server's lane alone. */
final class Owner {
    private final Set<Exported> objects = new LinkedHashSet<>();
    private final @Nullable String name;

    private Lease lease = Lease.keep();
    private @Nullable ServerSession session;
    private long departedNanos;
    private boolean expired;
    private volatile int count;

    /** {@code name}: what a restarted application calls itself; null if it cannot be found again. */
    Owner(@Nullable String name) {
        this.name = name;
    }

    /** The objects, in the order in which they came; {@link #add} and {@link #remove} change them. */
    Set<Exported> objects() {
        return objects;
    }

    void add(Exported exported) {
        objects.add(exported);
        count = objects.size();
    }

    void remove(Exported exported) {
        objects.remove(exported);
        count = objects.size();
    }

    /** How many objects there are. On any thread. */
    int count() {
        return count;
    }

    @Nullable String name() {
        return name;
    }

    Lease lease() {
        return lease;
    }

    void agree(Lease newLease) {
        lease = newLease;
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

    /** Whether the lease has ended: when its time is over, or when there is nothing to keep and nobody to come back. */
    boolean isOverdue(long nowNanos) {
        return session == null && (lease.isOver(nowNanos - departedNanos) || hasNothingToKeep());
    }

    private boolean hasNothingToKeep() {
        return objects.isEmpty() && name == null && !lease.isForEver();
    }

    /** Whether it is gone, for an unlimited time, and has left nothing. */
    boolean isNobody() {
        return session == null && objects.isEmpty() && lease.isForEver();
    }

    boolean isExpired() {
        return expired;
    }

    void expire() {
        expired = true;
    }
}

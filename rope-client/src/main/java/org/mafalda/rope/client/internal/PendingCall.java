package org.mafalda.rope.client.internal;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.protocol.ProcedureModel;
import org.mafalda.rope.runtime.LaneFuture;

/** A call that waits for its answer. */
final class PendingCall {
    final long id;
    final RemoteObject target;
    final ProcedureModel procedure;
    final long deadlineNanos;
    final CompletableFuture<Object> future = new LaneFuture<>();
    /** Whether it was given to a connection; written with the outbox locked. */
    private volatile boolean sent;

    private volatile boolean givenUp;

    PendingCall(long id, RemoteObject target, ProcedureModel procedure, long deadlineNanos) {
        this.id = id;
        this.target = target;
        this.procedure = procedure;
        this.deadlineNanos = deadlineNanos;
    }

    boolean sent() {
        return sent;
    }

    void markSent() {
        sent = true;
    }

    /** Whether nobody waits for it any more, so that it need not be sent. */
    boolean givenUp() {
        return givenUp;
    }

    void giveUp() {
        givenUp = true;
    }
}

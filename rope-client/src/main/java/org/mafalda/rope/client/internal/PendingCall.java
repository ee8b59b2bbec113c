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
    /** Whether the server may know of it; written with the outbox locked. */
    private volatile boolean sent;

    private volatile boolean givenUp;
    /** Whether it was taken out of the calls that wait; the thread that did so is the one that has to know. */
    private boolean taken;

    PendingCall(long id, RemoteObject target, ProcedureModel procedure, long deadlineNanos) {
        this.id = id;
        this.target = target;
        this.procedure = procedure;
        this.deadlineNanos = deadlineNanos;
    }

    void take() {
        taken = true;
    }

    /** Whether this thread has taken it out of the calls that wait. */
    boolean isTaken() {
        return taken;
    }

    boolean sent() {
        return sent;
    }

    /** It is to be sent now; false if it need not be. */
    boolean leave() {
        sent = !givenUp || sent;
        return !givenUp;
    }

    /** Whether nobody waits for it any more, so that it need not be sent. */
    boolean givenUp() {
        return givenUp;
    }

    void giveUp() {
        givenUp = true;
    }
}

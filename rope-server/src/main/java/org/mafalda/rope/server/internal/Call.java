package org.mafalda.rope.server.internal;

/** One request that is being carried out. */
final class Call {
    private final long id;
    /** What is older than this was not created by the call. */
    private final long since;

    private boolean abandoned;

    Call(long id, long since) {
        this.id = id;
        this.since = since;
    }

    long id() {
        return id;
    }

    /** Whether the call may have created the object. On the lane. */
    boolean mayHaveCreated(Exported exported) {
        return exported.born() > since && exported.owner() == null && exported.isPresent();
    }

    /** Whether the client no longer wants what the call creates. On the lane. */
    boolean isAbandoned() {
        return abandoned;
    }

    void abandon() {
        abandoned = true;
    }
}

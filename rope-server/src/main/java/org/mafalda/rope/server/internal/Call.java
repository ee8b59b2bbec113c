package org.mafalda.rope.server.internal;

/** One request that is being carried out. */
final class Call {
    private final long id;
    /** What is older than this was not created by the call. */
    private final long since;

    private final long startNanos;
    private boolean abandoned;

    Call(long id, long since, long startNanos) {
        this.id = id;
        this.since = since;
        this.startNanos = startNanos;
    }

    long id() {
        return id;
    }

    /** When it came, on the clock of the exporter. */
    long startNanos() {
        return startNanos;
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

package org.mafalda.rope.server.internal;

import java.util.concurrent.TimeUnit;

/** Counts messages against so many per second; what a second has left over is not kept. Not thread-safe. */
final class Rate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private long since;
    private int count;

    Rate(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.since = nowNanos;
    }

    /** Whether one more is within the bound. */
    boolean take(long nowNanos) {
        if (nowNanos - since >= SECOND) {
            since = nowNanos;
            count = 0;
        }
        return ++count <= perSecond;
    }
}

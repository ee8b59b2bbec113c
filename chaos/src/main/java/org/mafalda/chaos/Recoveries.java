package org.mafalda.chaos;

import org.jspecify.annotations.Nullable;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;

/** How clients came back after cuts. Not thread-safe. */
final class Recoveries {
    private int resumed;
    private int resynced;
    private int restarted;
    private long longestNanos;
    private int tooManyUnknown;
    private int inFlight;
    private int unknown;

    void add(@Nullable Recovery recovery, long nanos, int inFlightAtCut, int unknownSince) {
        if (recovery == Recovery.RESUMED) {
            resumed++;
            longestNanos = Math.max(longestNanos, nanos);
        } else if (recovery == Recovery.RESYNCED) {
            resynced++;
        } else if (recovery == Recovery.RESTARTED) {
            restarted++;
        }
        // Whoever resumes must know all outcomes.
        int allowed = recovery == Recovery.RESUMED ? 0 : inFlightAtCut;
        tooManyUnknown += unknownSince > allowed ? 1 : 0;
        inFlight += inFlightAtCut;
        unknown += unknownSince;
    }

    Recoveries copy() {
        Recoveries copy = new Recoveries();
        copy.add(this);
        return copy;
    }

    void add(Recoveries other) {
        resumed += other.resumed;
        resynced += other.resynced;
        restarted += other.restarted;
        longestNanos = Math.max(longestNanos, other.longestNanos);
        tooManyUnknown += other.tooManyUnknown;
        inFlight += other.inFlight;
        unknown += other.unknown;
    }

    int resumed() {
        return resumed;
    }

    int resynced() {
        return resynced;
    }

    int restarted() {
        return restarted;
    }

    /** From the moment at which a client noticed the cut until its session went on. */
    long longestNanos() {
        return longestNanos;
    }

    /** After how many cuts more outcomes were unknown than calls were in flight. */
    int tooManyUnknown() {
        return tooManyUnknown;
    }

    /** Calls that were in flight when cuts were noticed. */
    int inFlight() {
        return inFlight;
    }

    /** Calls of which the outcome is unknown. */
    int unknown() {
        return unknown;
    }
}

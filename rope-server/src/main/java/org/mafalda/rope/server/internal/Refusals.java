package org.mafalda.rope.server.internal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.mafalda.rope.server.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is refused, and logs it: a few lines of each reason in a while, and then how many more there were, so
 * that a flood of refusals does not become a flood of lines. Thread-safe.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LINES = 10;
    private static final long WHILE = TimeUnit.SECONDS.toNanos(10);
    private static final int LONGEST = 200;

    private final LongSupplier nanoTime;
    private final Map<Refusal, Reason> reasons = new EnumMap<>(Refusal.class);

    private static final class Reason {
        private final LongAdder count = new LongAdder();
        private long since;
        private int lines;
        private long unsaid;
    }

    Refusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Refusal refusal : Refusal.values()) {
            reasons.put(refusal, new Reason());
        }
    }

    /** Something was refused; {@code fact} and {@code peer} are for the log, and hold no secret. */
    public void count(Refusal refusal, String fact, String peer) {
        Reason reason = reason(refusal);
        reason.count.increment();
        long now = nanoTime.getAsLong();
        synchronized (reason) {
            renew(refusal, reason, now);
            if (reason.lines == LINES) {
                reason.unsaid++;
                return;
            }
            reason.lines++;
        }
        LOG.warn("Refused: {} [reason:{}, peer:{}]", printable(fact), refusal, printable(peer));
    }

    /** Says what was kept back, if it is time. */
    void tick() {
        long now = nanoTime.getAsLong();
        reasons.forEach((refusal, reason) -> {
            synchronized (reason) {
                renew(refusal, reason, now);
            }
        });
    }

    private static void renew(Refusal refusal, Reason reason, long now) {
        if (reason.lines == 0) {
            reason.since = now;
        } else if (now - reason.since >= WHILE) {
            if (reason.unsaid > 0) {
                LOG.warn("Refused: {} more of the same reason [reason:{}]", reason.unsaid, refusal);
            }
            reason.since = now;
            reason.lines = 0;
            reason.unsaid = 0;
        }
    }

    private Reason reason(Refusal refusal) {
        Reason reason = reasons.get(refusal);
        if (reason == null) {
            throw new IllegalStateException("No such reason " + refusal);
        }
        return reason;
    }

    /** How many there were of each reason. */
    public Map<Refusal, Long> counts() {
        Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
        reasons.forEach((refusal, reason) -> counts.put(refusal, reason.count.sum()));
        return Collections.unmodifiableMap(counts);
    }

    /** What somebody else has written, so that it stays in its line of the log. */
    static String printable(String text) {
        String shorter = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shorter.replaceAll("\\p{Cntrl}", "?");
    }
}

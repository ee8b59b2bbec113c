package org.mafalda.rope.client.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for their answers. All have the same time to wait, so that they stand in the order of their
 * deadlines and one timer is enough. Thread-safe.
 */
final class PendingCalls {
    private final long timeoutNanos;
    private final Timers timers;
    private final Consumer<PendingCall> expired;
    /** Guarded by this, as is the timer. */
    private final Map<Long, PendingCall> calls = new LinkedHashMap<>();

    private Timers.@Nullable Timer timer;

    /** Hands over calls whose time is over, on a thread that must not be kept. */
    PendingCalls(Duration timeout, Timers timers, Consumer<PendingCall> expired) {
        this.timeoutNanos = timeout.toNanos();
        this.timers = timers;
        this.expired = expired;
    }

    /** When a call that begins now must be answered, on the clock of the timers. */
    long deadline() {
        return timers.nanoTime() + timeoutNanos;
    }

    synchronized void add(PendingCall call) {
        calls.put(call.id, call);
        if (timer == null) {
            schedule(call.deadlineNanos - timers.nanoTime());
        }
    }

    private void schedule(long nanos) {
        timer = timers.after(nanos, this::expire);
    }

    private void expire() {
        List<PendingCall> late = new ArrayList<>();
        synchronized (this) {
            timer = null;
            long now = timers.nanoTime();
            Iterator<PendingCall> each = calls.values().iterator();
            while (each.hasNext()) {
                PendingCall call = each.next();
                long left = call.deadlineNanos - now;
                if (left > 0) {
                    schedule(left);
                    break;
                }
                each.remove();
                late.add(call);
            }
        }
        late.forEach(expired);
    }

    /** Takes out the call that is answered; null if there is none. */
    synchronized @Nullable PendingCall remove(long id) {
        PendingCall call = calls.remove(id);
        if (call != null) {
            call.take();
        }
        return call;
    }

    /** Takes out all calls of which that is true. */
    synchronized List<PendingCall> removeIf(Predicate<PendingCall> which) {
        List<PendingCall> removed = calls.values().stream().filter(which).toList();
        removed.forEach(call -> calls.remove(call.id));
        if (calls.isEmpty() && timer != null) {
            timer.cancel();
            timer = null;
        }
        return removed;
    }

    /** How many calls wait. */
    synchronized int size() {
        return calls.size();
    }
}

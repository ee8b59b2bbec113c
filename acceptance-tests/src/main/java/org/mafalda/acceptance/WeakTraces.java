package org.mafalda.acceptance;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/**
 * Remembers all objects that appear below a root, without keeping them alive: what is still there when nobody holds
 * them any more was left behind.
 *
 * <p>Thread-safe. Follows new objects until it is closed.
 */
public final class WeakTraces implements AutoCloseable {
    private static final int GARBAGE_COLLECTION_MILLIS = 200;

    private final Set<Trace> alive = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private final AtomicInteger seen = new AtomicInteger();
    private final Subscription root;
    private volatile boolean closed;

    /** Equal to another trace of the same object. */
    private static final class Trace extends WeakReference<Object> {
        private final int hash;

        private Trace(Object object, ReferenceQueue<Object> gone) {
            super(object, gone);
            hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object object = get();
            return this == other || (object != null && other instanceof Trace trace && object == trace.get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Follows what appears below the root from now on. */
    public WeakTraces(Object root) {
        this.root = follow(root);
    }

    /** A subscription would keep the object: only that of the root is kept. */
    private Subscription follow(Object object) {
        return ((Stateful) object).onChange(change -> change.added().forEach(member -> add(member.object())));
    }

    private void add(Object object) {
        if (!closed && alive.add(new Trace(object, gone))) {
            seen.incrementAndGet();
            var unused = follow(object);
        }
    }

    /** How many objects have appeared so far. */
    public int seen() {
        return seen.get();
    }

    /** How many of them are left when garbage has been collected; waits until none is, or until time is up. */
    public int awaitGone() {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        while (!alive.isEmpty() && System.nanoTime() < end) {
            System.gc();
            collect();
        }
        return alive.size();
    }

    private void collect() {
        try {
            for (Object next = gone.remove(GARBAGE_COLLECTION_MILLIS); next != null; next = gone.poll()) {
                alive.remove(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for garbage collection", e);
        }
    }

    /** Some of those that are left. */
    public List<String> examples() {
        return alive.stream()
                .map(trace -> String.valueOf(trace.get()))
                .limit(20)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        root.close();
    }
}

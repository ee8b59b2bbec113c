package org.mafalda.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.Change;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/**
 * Rebuilds the state of a tree of objects from their reports alone and compares it with what the objects say: a change
 * that was not reported shows as a difference.
 *
 * <p>Thread-safe. Follows objects from the moment in which they enter a collection until {@link #forgetClosed}.
 */
public final class StateWatchdog implements AutoCloseable {
    /** How long a report may be on its way. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Guarded by this, as all below; a report that comes while its mirror is being made waits for the lock. */
    private final IdentityHashMap<Object, Watched> watched = new IdentityHashMap<>();

    private final Duration patience;
    /** What was there in the beginning, and need not go. */
    private final List<Object> residents;

    private long reports;

    /** Follows the object and all below it from now on. */
    public StateWatchdog(Object root) {
        this(root, PATIENCE);
    }

    StateWatchdog(Object root, Duration patience) {
        this.patience = patience;
        watch(root);
        this.residents = objects();
    }

    private record Watched(StateMirror mirror, Subscription subscription) {}

    private synchronized void watch(Object object) {
        if (watched.containsKey(object)) {
            return;
        }
        if (!(object instanceof Stateful stateful)) {
            throw new AssertionError(object + " is not Stateful");
        }
        Subscription subscription = stateful.onChange(change -> take(object, change));
        StateMirror mirror = new StateMirror(object);
        watched.put(object, new Watched(mirror, subscription));
        mirror.members().forEach(this::watch);
    }

    private synchronized void take(Object object, Change change) {
        Watched one = watched.get(object);
        if (one == null) {
            return;
        }
        one.mirror().take(change);
        reports++;
        change.added().forEach(member -> watch(member.object()));
        notifyAll();
    }

    /** All objects that are followed. */
    public synchronized List<Object> objects() {
        return List.copyOf(watched.keySet());
    }

    /** Those of a type. */
    public <T> List<T> objects(Class<T> type) {
        return objects().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Fails if some state is not what was reported, and does not become it in time. */
    public synchronized void check() {
        long end = System.nanoTime() + patience.toNanos();
        List<String> differences = differences();
        while (!differences.isEmpty()) {
            if (!awaitReport(end)) {
                throw new AssertionError("Changes that were not reported:\n" + String.join("\n", differences));
            }
            differences = differences();
        }
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        watched.values().forEach(one -> differences.addAll(one.mirror().differences()));
        return differences;
    }

    /** Waits until something is reported; false when the time is over. */
    private boolean awaitReport(long end) {
        long seen = reports;
        while (reports == seen) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** What is not closed, or has members, one line each, apart from what was there in the beginning. */
    synchronized List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (Watched one : watched.values()) {
            StateMirror mirror = one.mirror();
            if (!isResident(mirror.object()) && !mirror.closed()) {
                left.add(mirror.object() + " is not closed");
            }
            List<Object> members = mirror.members().stream()
                    .filter(member -> !isResident(member))
                    .toList();
            if (!members.isEmpty()) {
                left.add(mirror.object() + " still has " + members);
            }
        }
        return left;
    }

    private boolean isResident(Object object) {
        return residents.stream().anyMatch(resident -> resident == object);
    }

    /** Stops following what is closed. */
    synchronized void forgetClosed() {
        Iterator<Watched> each = watched.values().iterator();
        while (each.hasNext()) {
            Watched one = each.next();
            if (one.mirror().closed()) {
                one.subscription().close();
                each.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        watched.values().forEach(one -> one.subscription().close());
        watched.clear();
    }
}

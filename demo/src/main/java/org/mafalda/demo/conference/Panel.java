package org.mafalda.demo.conference;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mafalda.mediasoup.Mediasoup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the state of the media box to every tab, when it has changed and at most twice a second. Lives until
 * {@link #close}. On the conference's thread.
 */
final class Panel {
    private static final Logger LOG = LoggerFactory.getLogger(Panel.class);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ScheduledExecutorService thread;
    private final StateWatch watch;
    private final Set<Outbox> viewers = new LinkedHashSet<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long lastPush = System.nanoTime() - INTERVAL_NANOS;
    private volatile boolean closed;

    Panel(Mediasoup mediasoup, ScheduledExecutorService thread) {
        this.thread = thread;
        watch = new StateWatch(mediasoup, this::changed);
        var unused = thread.scheduleWithFixedDelay(this::ask, ASK_NANOS, ASK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void ask() {
        if (!closed && !viewers.isEmpty()) {
            watch.ask();
        }
    }

    /** Begins to push to a tab, soon with the present state. */
    void show(Outbox viewer) {
        viewers.add(viewer);
        changed();
    }

    void hide(Outbox viewer) {
        viewers.remove(viewer);
    }

    /** On any thread. */
    private void changed() {
        if (closed || !due.compareAndSet(false, true)) {
            return;
        }
        long wait = Math.max(0, lastPush + INTERVAL_NANOS - System.nanoTime());
        var unused = thread.schedule(this::push, wait, TimeUnit.NANOSECONDS);
    }

    private void push() {
        due.set(false);
        if (closed) {
            return;
        }
        lastPush = System.nanoTime();
        try {
            String text = ConferenceJson.write(new Messages.Notice("panel", watch.read()));
            viewers.forEach(viewer -> viewer.send(text));
        } catch (RuntimeException e) {
            LOG.warn("The state cannot be shown", e);
        }
    }

    void close() {
        closed = true;
        watch.close();
    }
}

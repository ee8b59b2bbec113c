package org.mafalda.rope.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a lane whose task has been running for longer than {@link #LIMIT_SECONDS}: once per task, with what it is doing.
 * Before that, has the task's thread replaced if it was lent to the lane.
 */
final class LaneWatchdog {
    private static final Logger LOG = LoggerFactory.getLogger(LaneWatchdog.class);
    private static final long LIMIT_SECONDS = 5;
    private static final long LENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Set<Lane> LANES = Collections.newSetFromMap(new WeakHashMap<>());
    private static final Map<Lane, Looks> LOOKS = new WeakHashMap<>();

    /** How many times in a row a lane was found with the task that began at {@code started}, past the limit. */
    private record Looks(long started, int times) {}

    static {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lane-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(LaneWatchdog::look, 1, 1, TimeUnit.SECONDS);
    }

    private LaneWatchdog() {}

    static void watch(Lane lane) {
        synchronized (LANES) {
            LANES.add(lane);
        }
    }

    private static void relieve(Lane lane) {
        try {
            lane.relieve();
        } catch (RuntimeException | Error e) {
            LOG.error("Lane's thread could not be replaced [lane:{}]", lane, e);
        }
    }

    private static void look() {
        List<Lane> lanes;
        synchronized (LANES) {
            lanes = List.copyOf(LANES);
        }
        long now = System.nanoTime();
        for (Lane lane : lanes) {
            Thread thread = lane.workingThread();
            long started = lane.taskStartedNanos();
            if (thread != null && now - started >= LENT_NANOS) {
                relieve(lane);
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(now - started);
            if (thread != null && seconds >= LIMIT_SECONDS && isSecondLook(lane, started)) {
                Throwable where = new Throwable("where it stands");
                where.setStackTrace(thread.getStackTrace());
                LOG.warn("Lane is blocked: its listeners and futures wait [lane:{}, seconds:{}]", lane, seconds, where);
            }
        }
    }

    /** At the first one, the lane may just have been given a task after a long rest, and not have begun it. */
    private static boolean isSecondLook(Lane lane, long started) {
        Looks before = LOOKS.get(lane);
        Looks now = new Looks(started, before != null && before.started() == started ? before.times() + 1 : 1);
        LOOKS.put(lane, now);
        return now.times() == 2;
    }
}

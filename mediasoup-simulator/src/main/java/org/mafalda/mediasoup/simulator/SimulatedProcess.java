package org.mafalda.mediasoup.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.rope.Details;
import org.mafalda.rope.runtime.Lane;

/** What one worker's objects share: their lane, and the queue of requests, which are answered in order. */
final class SimulatedProcess {
    private final World world;
    private final Lane lane;
    /** Answers that wait because nothing comes from the box at present. */
    private final Queue<Runnable> stalled = new ArrayDeque<>();

    private long lastDue;
    private boolean silent;
    private boolean over;

    SimulatedProcess(World world, String name) {
        this.world = world;
        this.lane = new Lane(name, world.clock());
    }

    World world() {
        return world;
    }

    Lane lane() {
        return lane;
    }

    /** Whether it has ended. */
    boolean over() {
        return over;
    }

    /** From now on calls fail because of that. */
    void end() {
        over = true;
        speak();
    }

    /** Answers no more, until it speaks again. */
    void fallSilent() {
        silent = true;
    }

    /** Gives the answers that were held back. */
    void speak() {
        silent = false;
        while (!stalled.isEmpty()) {
            lane.execute(stalled.remove());
        }
    }

    /**
     * Has a request answered after those before it; the answer is told whether it is refused.
     *
     * @param refusable whether it is one that real workers refuse
     */
    void request(boolean refusable, Consumer<@Nullable MediasoupException> answer) {
        MediasoupException refusal = refusable && world.refuses()
                ? new RequestFailedException("Refused by the simulation", Details.of("lane", lane))
                : null;
        long now = world.nanos();
        lastDue = Math.max(lastDue, now + world.latency());
        var unused =
                world.clock().schedule(() -> arrive(() -> answer.accept(refusal)), lastDue - now, TimeUnit.NANOSECONDS);
    }

    private void arrive(Runnable answer) {
        if (silent) {
            stalled.add(answer);
        } else {
            lane.execute(answer);
        }
    }

    /** Runs a task on the lane when that time has passed. */
    void after(Duration delay, Runnable task) {
        var unused = world.clock().schedule(() -> lane.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}

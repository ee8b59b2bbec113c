package org.mafalda.mafalda.layer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.mafalda.mafalda.policy.LoadModel;
import org.mafalda.mafalda.policy.StreamKind;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.WorkerLoad;

/** A real worker of a virtual one, with what is expected of it. Thread-safe. */
final class InnerWorker {
    /** How far below the watermark the load of a full worker has to fall before it gets something again. */
    private static final double HYSTERESIS = 0.1;

    private final VirtualWorker owner;
    private final Worker worker;
    /** Guarded by this, as all below. */
    private final Set<Flow> flows = new HashSet<>();

    private final Map<StreamKind, Integer> counts = new HashMap<>();
    /** Streams that are expected beyond those that are there. */
    private double reserved;
    /** How many things are being made here. */
    private int arriving;

    private int uses;
    private boolean retired;
    private boolean full;
    private volatile boolean ended;

    InnerWorker(VirtualWorker owner, Worker worker) {
        this.owner = owner;
        this.worker = worker;
    }

    Worker worker() {
        return worker;
    }

    boolean reachable() {
        return worker.availability() == Availability.AVAILABLE;
    }

    /** Its end was heard of. On the lane; idempotent. */
    void ended(CloseReason reason) {
        owner.ended(this, reason);
    }

    /** Its end has been taken note of. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Something is to be made here, of which so many streams are expected; false if this is being closed. */
    synchronized boolean take(double streams) {
        if (retired) {
            return false;
        }
        arriving++;
        uses++;
        reserved += streams;
        return true;
    }

    /** It is there, or will not be. */
    synchronized void arrived() {
        arriving--;
    }

    /** So many streams are expected no longer: they are there, or will not be. */
    synchronized void release(double streams) {
        reserved -= streams;
    }

    synchronized boolean idle() {
        return arriving == 0 && flows.isEmpty();
    }

    /** How often something was placed here. */
    synchronized int uses() {
        return uses;
    }

    /** It is to be closed because nothing is here; false if something is. */
    synchronized boolean retire() {
        retired |= idle();
        return retired;
    }

    synchronized void add(Flow flow) {
        if (flows.add(flow)) {
            counts.merge(flow.kind(), 1, Integer::sum);
        }
    }

    synchronized void remove(Flow flow) {
        if (flows.remove(flow)) {
            counts.computeIfPresent(flow.kind(), (kind, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many streams of which kind flow at present. */
    synchronized Map<StreamKind, Integer> flowing() {
        Map<StreamKind, Integer> flowing = new HashMap<>();
        for (Flow flow : flows) {
            if (flow.flows()) {
                flowing.merge(flow.kind(), 1, Integer::sum);
            }
        }
        return flowing;
    }

    /** What it reports or what is expected of its streams, whichever is more, and what is expected beyond them. */
    synchronized double load() {
        LoadModel model = owner.loadModel();
        double expected = 0;
        for (Map.Entry<StreamKind, Integer> one : counts.entrySet()) {
            expected += one.getValue() * model.cost(one.getKey());
        }
        WorkerLoad reported = worker.load();
        return Math.max(expected, reported == null ? 0 : reported.utilization()) + reserved * model.expectedCost();
    }

    /** Whether that has reached the watermark and has not fallen well below it since. */
    synchronized boolean full(double load) {
        double watermark = owner.watermark();
        full = load >= watermark || (full && load > watermark - HYSTERESIS);
        return full;
    }

    @Override
    public synchronized String toString() {
        return "InnerWorker[id=" + worker.id() + ", streams=" + counts + ", reserved=" + reserved + ", arriving="
                + arriving + "]";
    }
}

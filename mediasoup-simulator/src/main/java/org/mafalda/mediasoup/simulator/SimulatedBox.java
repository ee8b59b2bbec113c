package org.mafalda.mediasoup.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.host.Availability;

/** A simulated machine with room for so many workers. */
final class SimulatedBox {
    private final World world;
    private final String id;
    private final int mostWorkers;
    private final Consumer<SimulatedWorker> left;
    private final Map<String, SimulatedWorker> workers = new LinkedHashMap<>();
    private Availability availability = Availability.AVAILABLE;

    SimulatedBox(World world, String id, int mostWorkers, Consumer<SimulatedWorker> left) {
        this.world = world;
        this.id = id;
        this.mostWorkers = mostWorkers;
        this.left = left;
    }

    World world() {
        return world;
    }

    String id() {
        return id;
    }

    Availability availability() {
        return availability;
    }

    boolean reachable() {
        return availability == Availability.AVAILABLE;
    }

    boolean hasRoom() {
        return reachable() && workers.size() < mostWorkers;
    }

    boolean runs(Worker worker) {
        return workers.containsKey(worker.id());
    }

    SimulatedWorker start(WorkerSettings settings) {
        SimulatedWorker worker = new SimulatedWorker(this, settings, world.nextId());
        workers.put(worker.id(), worker);
        return worker;
    }

    /** A worker has ended. */
    void left(SimulatedWorker worker) {
        workers.remove(worker.id());
        left.accept(worker);
    }

    /** Its network is cut, works again, or is given up, which ends its workers. */
    void become(Availability next) {
        availability = next;
        List<SimulatedWorker> all = List.copyOf(workers.values());
        all.forEach(worker -> worker.become(next));
        switch (next) {
            case SUSPECT -> all.forEach(worker -> worker.process.fallSilent());
            case AVAILABLE -> all.forEach(worker -> worker.process.speak());
            case LOST ->
                all.forEach(worker ->
                        worker.die(new WorkerDeath(WorkerDeath.Cause.NODE_LOST, null, null, "Box lost: " + id)));
        }
    }
}

package org.mafalda.mediasoup.local;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.mafalda.mediasoup.layers.internal.LiveTree;
import org.mafalda.mediasoup.local.internal.channel.Channel;
import org.mafalda.mediasoup.local.internal.fbs.WorkerRunningNotice;
import org.mafalda.rope.runtime.Lane;

/** The objects of one worker: the channel to the process, and the table that leads a notification to its object. */
final class Home extends LiveTree implements Channel.Listener {
    private final Channel channel;
    private final Consumer<String> logs;
    private volatile Runnable whenRunning = () -> {};
    /** Touched on the lane only. */
    private final Map<String, LocalObject> objects = new HashMap<>();
    /** Those that are known long enough for their first listeners to be there; read on the I/O thread. */
    private final Map<String, PacketTaker> packetTakers = new ConcurrentHashMap<>();

    private final WorkerProcess process;

    Home(WorkerProcess process, Consumer<String> logs) {
        super(new Lane("worker-" + process.pid()));
        this.process = process;
        this.logs = logs;
        this.channel = new Channel(process.fromWorker(), process.toWorker(), lane(), this);
    }

    /** What to do, on the lane, when the worker says that it runs; set before anything is read from it. */
    void whenRunning(Runnable task) {
        whenRunning = task;
    }

    Channel channel() {
        return channel;
    }

    /** From now on the object takes its notifications. On the lane. */
    void register(LocalObject object) {
        objects.put(object.id(), object);
        if (object instanceof PacketTaker taker) {
            lane().execute(() -> settle(object, taker));
        }
    }

    /** Whoever heard of the object by its event or its future has had the occasion to listen by now. On the lane. */
    private void settle(LocalObject object, PacketTaker taker) {
        if (objects.get(object.id()) == object) {
            packetTakers.put(object.id(), taker);
        }
    }

    /** No more notifications for that object. On the lane. */
    void unregister(LocalObject object) {
        objects.remove(object.id(), object);
        if (object instanceof PacketTaker taker) {
            packetTakers.remove(object.id(), taker);
        }
    }

    /** A packet that nobody will hear need not be read. */
    @Override
    public boolean wantsPackets(String id) {
        PacketTaker taker = packetTakers.get(id);
        return taker == null || taker.wantsPackets();
    }

    /** Leads a notification to its object; one for an object that has gone is ignored. */
    @Override
    public void notified(String id, Object notification) {
        if (notification instanceof WorkerRunningNotice) {
            whenRunning.run();
            return;
        }
        LocalObject object = objects.get(id);
        if (object != null && !object.closed()) {
            object.notified(notification);
        }
    }

    /** A worker that does not read cannot be steered any more. */
    @Override
    public void writeFailed(Throwable failure) {
        process.kill();
    }

    @Override
    public void logged(String line) {
        logs.accept(line);
    }
}

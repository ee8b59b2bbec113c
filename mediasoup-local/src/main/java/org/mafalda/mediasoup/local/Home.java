package org.mafalda.mediasoup.local;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mafalda.mediasoup.local.internal.channel.Channel;
import org.mafalda.mediasoup.local.internal.fbs.WorkerRunningNotice;
import org.mafalda.rope.runtime.Lane;

/**
 * What the objects of one worker share: the lane on which everything happens, the channel to the process, and the table
 * that leads a notification to its object.
 */
final class Home implements Channel.Listener {
    /**
     * Guards the shape of the tree: who is closed and who is in whose collections. Never held while others are called.
     */
    final Object tree = new Object();

    private final Lane lane;
    private final Channel channel;
    private final Consumer<String> logs;
    private volatile Runnable whenRunning = () -> {};
    private volatile boolean workerEnded;
    /** Touched on the lane only. */
    private final Map<String, Consumer<Object>> takers = new HashMap<>();

    Home(WorkerProcess process, Consumer<String> logs) {
        String name = "worker-" + process.pid();
        this.lane = new Lane(name);
        this.logs = logs;
        this.channel = new Channel(
                process.fromWorker(),
                process.toWorker(),
                lane,
                task -> {
                    Thread writer = new Thread(task, name + "-writer");
                    writer.setDaemon(true);
                    writer.start();
                },
                this);
    }

    /** What to do, on the lane, when the worker says that it runs; set before anything is read from it. */
    void whenRunning(Runnable task) {
        whenRunning = task;
    }

    /** The worker is closing or dying: from now on calls fail because of that. */
    void endWorker() {
        workerEnded = true;
    }

    boolean workerEnded() {
        return workerEnded;
    }

    Lane lane() {
        return lane;
    }

    Channel channel() {
        return channel;
    }

    /** From now on the object of that id takes its notifications. On the lane. */
    void register(String id, Consumer<Object> taker) {
        takers.put(id, taker);
    }

    /** No more notifications for that id. On the lane. */
    void unregister(String id) {
        takers.remove(id);
    }

    /** Leads a notification to its object; one for an object that has gone is ignored. */
    @Override
    public void notified(String id, Object notification) {
        if (notification instanceof WorkerRunningNotice) {
            whenRunning.run();
            return;
        }
        Consumer<Object> taker = takers.get(id);
        if (taker != null) {
            taker.accept(notification);
        }
    }

    @Override
    public void logged(String line) {
        logs.accept(line);
    }
}

package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server closes with all below it, of which it speaks step by step, and what is to be done after the last
 * step: a call fails because of an end only when the end has been told. On the lane only.
 */
final class Endings {
    private final Map<RemoteObject, List<Runnable>> afterwards = new HashMap<>();

    /** The server begins to tell of the end of the object and of all below it. */
    void begin(RemoteObject object) {
        afterwards.putIfAbsent(object, new ArrayList<>());
    }

    /** The end of the object has been told. */
    void told(RemoteObject object) {
        List<Runnable> tasks = afterwards.remove(object);
        if (tasks != null) {
            tasks.forEach(Runnable::run);
        }
    }

    /**
     * Runs the task once the end of the object, and of that with which it has ended, has been told: now, unless the
     * server is speaking of it.
     */
    void afterwards(RemoteObject object, Runnable task) {
        for (RemoteObject ended : object.endedUpwards()) {
            List<Runnable> tasks = afterwards.get(ended);
            if (tasks != null) {
                tasks.add(task);
                return;
            }
        }
        task.run();
    }

    /** Whatever has ended has been told, or never will be. */
    void allTold() {
        List.copyOf(afterwards.keySet()).forEach(this::told);
    }
}

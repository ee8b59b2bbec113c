package org.mafalda.mediasoup.local.internal.channel;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The requests that wait for their answer, by id. Thread-safe. */
final class RequestTable {
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, PendingRequest<?, ?>> pending = new ConcurrentHashMap<>();

    /** Keeps the request and returns its id: never 0, and unique among those that wait. */
    int add(PendingRequest<?, ?> request) {
        while (true) {
            int id = lastId.incrementAndGet();
            if (id != 0 && pending.putIfAbsent(id, request) == null) {
                return id;
            }
        }
    }

    /** Takes the request out; null if there is none of that id. */
    @Nullable PendingRequest<?, ?> remove(int id) {
        return pending.remove(id);
    }

    /** Takes all requests out, oldest first. */
    Map<Integer, PendingRequest<?, ?>> removeAll() {
        Map<Integer, PendingRequest<?, ?>> removed = new TreeMap<>(Integer::compareUnsigned);
        removed.putAll(pending);
        removed.keySet().removeIf(id -> pending.remove(id) == null);
        return removed;
    }
}

package org.mafalda.mafalda.layer;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.rope.runtime.LaneFuture;

/** Ids that applications give, each to one object: of several who want one at once, the first gets it. Thread-safe. */
final class TakenIds {
    private final String kind;
    private final Predicate<String> present;
    /** Those of objects that are being made. */
    private final Set<String> coming = ConcurrentHashMap.newKeySet();

    /**
     * Ids that are all free at first.
     *
     * @param kind what has such ids, for messages
     * @param present whether an object of that id is there
     */
    TakenIds(String kind, Predicate<String> present) {
        this.kind = kind;
        this.present = present;
    }

    /**
     * Has an object of that id made, unless another one has it, or is to have it; any number may have none. What the
     * call throws is thrown on, and the id is free then.
     */
    <T> CompletableFuture<T> take(@Nullable String id, Supplier<CompletableFuture<T>> call) {
        if (id == null) {
            return call.get();
        }
        if (!coming.add(id)) {
            return taken(id);
        }
        if (present.test(id)) {
            coming.remove(id);
            return taken(id);
        }
        CompletableFuture<T> made;
        try {
            made = call.get();
        } catch (RuntimeException | Error e) {
            coming.remove(id);
            throw e;
        }
        var unused = made.whenComplete((done, failure) -> coming.remove(id));
        return made;
    }

    private <T> CompletableFuture<T> taken(String id) {
        return LaneFuture.failed(
                InvalidArgumentException.of("id", id, "must not be that of another " + kind + " of the worker"));
    }
}

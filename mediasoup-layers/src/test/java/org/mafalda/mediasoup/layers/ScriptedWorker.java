package org.mafalda.mediasoup.layers;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.rope.Details;

/**
 * The order of things at one worker: answers and events come one after the other, and not before the test has them
 * come.
 */
final class ScriptedWorker {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Set<String> refused = new HashSet<>();
    private int ports = 10_000;
    /** How many objects are closed without having told so yet. */
    int untoldCloses;

    /** Something that happens later, after what is to happen already. */
    void later(Runnable task) {
        tasks.add(task);
    }

    /** Has the next call of that name fail. */
    void refuseOnce(String call) {
        refused.add(call);
    }

    /** A call that is answered later; a {@link MediasoupException} that the answer throws is its failure. */
    <T> CompletableFuture<T> call(String name, Supplier<@Nullable T> answer) {
        CompletableFuture<T> future = new CompletableFuture<>();
        tasks.add(() -> answer(name, answer, future));
        return future;
    }

    @SuppressWarnings("NullAway")
    private <T> void answer(String name, Supplier<@Nullable T> answer, CompletableFuture<T> future) {
        if (refused.remove(name)) {
            future.completeExceptionally(new RequestFailedException("Refused by the script", Details.of("call", name)));
            return;
        }
        T result;
        try {
            result = answer.get();
        } catch (MediasoupException e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(result);
    }

    /** Whether something is to happen. */
    boolean busy() {
        return !tasks.isEmpty();
    }

    /** Lets the next thing happen. */
    void step() {
        tasks.remove().run();
    }

    int nextPort() {
        return ports++;
    }
}

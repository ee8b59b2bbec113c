package org.mafalda.mediasoup.layers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls of objects whose implementation is not known, and what comes of them. */
final class Calls {
    private Calls() {}

    /** Makes a call; what it throws at once is a failure like any other. */
    static <T> CompletableFuture<T> of(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** When a close event has come, which is surely told by then to whoever follows the state of things. */
    static CompletableFuture<Void> told(Consumer<Runnable> onClose) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        onClose.accept(() -> told.complete(null));
        return told;
    }

    /** The failure itself, without what stages have wrapped around it. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

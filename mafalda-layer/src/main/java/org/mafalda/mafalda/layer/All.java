package org.mafalda.mafalda.layer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many futures as one. */
final class All {
    private All() {}

    /** All results in their order; fails if one of them fails. */
    static <T> CompletableFuture<List<T>> of(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}

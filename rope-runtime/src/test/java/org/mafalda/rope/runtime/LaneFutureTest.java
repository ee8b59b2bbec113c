package org.mafalda.rope.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LaneFutureTest {
    private final CompletableFuture<String> pending = new LaneFuture<>();

    @Test
    void joinOnALaneFailsAtOnce() {
        assertThatThrownBy(() -> onLane(pending::join))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Blocking on a future");
    }

    @Test
    void getOnALaneFailsAtOnce() {
        assertThatThrownBy(() -> onLane(pending::get)).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> onLane(() -> pending.get(1, TimeUnit.MINUTES)))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void derivedStagesAreGuardedToo() {
        CompletableFuture<Integer> derived =
                pending.thenApply(String::length).thenCompose(length -> CompletableFuture.completedFuture(length));
        assertThatThrownBy(() -> onLane(derived::join)).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> onLane(() -> pending.copy().join())).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void doneFutureMayBeReadOnALane() throws Exception {
        pending.complete("done");
        assertThat(onLane(pending::join)).isEqualTo("done");
    }

    @Test
    void otherThreadsMayWait() throws Exception {
        new Lane("completing").execute(() -> pending.complete("later"));
        assertThat(pending.get(10, TimeUnit.SECONDS)).isEqualTo("later");
    }

    private static <T> T onLane(Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Lane("test").execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e;
        }
    }
}

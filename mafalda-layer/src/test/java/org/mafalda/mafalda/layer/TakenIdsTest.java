package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.UnsupportedException;

/** Ids that applications give. */
final class TakenIdsTest {
    private final TakenIds ids = new TakenIds("producer", "present"::equals);

    @Test
    void anIdIsTakenWhileItsObjectIsBeingMadeAndWhileThatIsThere() {
        CompletableFuture<String> coming = new CompletableFuture<>();
        var unused = ids.take("wanted", () -> coming);

        assertThat(ids.take("wanted", CompletableFuture::new))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(InvalidArgumentException.class);
        assertThat(ids.take("present", CompletableFuture::new)).isCompletedExceptionally();
        coming.completeExceptionally(new UnsupportedException("Cannot produce", Map.of()));
        assertThat(ids.take("wanted", CompletableFuture::new)).isNotDone();
    }

    @Test
    void anIdIsFreeAgainWhenTheCallThrows() {
        assertThatThrownBy(() -> ids.take("wanted", () -> {
                    throw new UnsupportedException("Cannot produce", Map.of());
                }))
                .isInstanceOf(UnsupportedException.class);

        assertThat(ids.take("wanted", CompletableFuture::new)).isNotDone();
    }
}

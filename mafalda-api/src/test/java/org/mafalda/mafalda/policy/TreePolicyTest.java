package org.mafalda.mafalda.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.policy.TreePolicy.Holder;
import org.mafalda.mafalda.policy.TreePolicy.Situation;

final class TreePolicyTest {
    private static final TreePolicy POLICY = TreePolicy.limited(2, 2);

    private static Holder holder(String box, double load, int depth, int children) {
        return new Holder(box + depth + load, box, load, depth, children);
    }

    private static @Nullable Holder parent(String box, Holder... holders) {
        return POLICY.parent(new Situation(List.of(holders), box, 0.002, 0.85));
    }

    @Test
    void theOriginServesWhileItHasRoom() {
        Holder origin = holder("a", 0.8, 0, 1);

        assertThat(parent("a", origin, holder("a", 0.1, 1, 0))).isEqualTo(origin);
    }

    @Test
    void aRelayServesWhenTheOriginIsFull() {
        Holder relay = holder("a", 0.1, 1, 0);

        assertThat(parent("a", holder("a", 0.85, 0, 0), relay)).isEqualTo(relay);
    }

    @Test
    void aRelayServesWhenTheOriginServesEnough() {
        Holder relay = holder("a", 0.1, 1, 0);

        assertThat(parent("a", holder("a", 0.1, 0, 2), relay)).isEqualTo(relay);
    }

    @Test
    void whatIsOnTheBoxAlreadyIsNotFetchedFromAnother() {
        Holder relay = holder("b", 0.5, 1, 0);

        assertThat(parent("b", holder("a", 0.1, 0, 0), relay)).isEqualTo(relay);
    }

    @Test
    void nobodyServesBeyondTheDepthOrTheFanOut() {
        assertThat(parent("a", holder("a", 0.1, 0, 2), holder("a", 0.1, 2, 0))).isNull();
    }

    @Test
    void anOverloadedHolderServesWhenNoneHasRoom() {
        Holder least = holder("a", 0.9, 1, 0);

        assertThat(parent("a", holder("a", 0.95, 1, 0), least)).isEqualTo(least);
    }
}

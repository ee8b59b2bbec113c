package org.mafalda.mediasoup.host;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many workers there may be.
 *
 * @param policy who limits
 * @param limit the most workers there may be at a time; null when unlimited
 * @param used workers that count against the limit now
 */
public record WorkerBudget(BudgetPolicy policy, @Nullable Integer limit, int used) {
    /** Checks the fields. */
    public WorkerBudget {
        Objects.requireNonNull(policy, "policy");
    }
}

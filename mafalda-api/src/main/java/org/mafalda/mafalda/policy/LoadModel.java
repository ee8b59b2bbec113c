package org.mafalda.mafalda.policy;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What streams cost: how much of a worker's capacity each takes. Immutable; what is learned is another model.
 *
 * <p>Load is a share of what a worker can do, 0 to 1, and beyond 1 when that is not enough.
 */
public interface LoadModel {
    /** The load of one stream of that kind. */
    double cost(StreamKind kind);

    /** The load of a stream that is expected and of which nothing else is known. */
    double expectedCost();

    /**
     * The model that has learned from a report, too.
     *
     * @param streams how many streams of which kind flowed on the worker
     * @param load the load that it has reported
     */
    LoadModel learned(Map<StreamKind, Integer> streams, double load);

    /**
     * Begins with 1/500 for each stream, which is cautious for audio, and learns from what workers report: kinds that a
     * report speaks of share the blame for what was expected wrongly.
     */
    static LoadModel adaptive() {
        return AdaptiveLoad.FIRST;
    }

    /**
     * Knows what streams cost, and learns nothing.
     *
     * @param cost of one stream of a kind
     * @param expectedCost of one that is expected
     */
    static LoadModel fixed(ToDoubleFunction<StreamKind> cost, double expectedCost) {
        return new LoadModel() {
            @Override
            public double cost(StreamKind kind) {
                return cost.applyAsDouble(kind);
            }

            @Override
            public double expectedCost() {
                return expectedCost;
            }

            @Override
            public LoadModel learned(Map<StreamKind, Integer> streams, double load) {
                return this;
            }
        };
    }
}

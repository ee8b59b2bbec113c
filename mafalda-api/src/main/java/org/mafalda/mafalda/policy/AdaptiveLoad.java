package org.mafalda.mafalda.policy;

import java.util.HashMap;
import java.util.Map;

/**
 * Costs by kind of stream, corrected with each report by normalised least mean squares: the error of what was expected
 * is shared among the kinds in proportion to their streams. Immutable.
 *
 * @param costs what is known of each kind
 * @param expectedCost the mean cost of all streams that were reported
 */
record AdaptiveLoad(Map<StreamKind, Double> costs, double expectedCost) implements LoadModel {
    private static final double FIRST_COST = 1.0 / 500;
    private static final double LEAST_COST = FIRST_COST / 10;
    private static final double MOST_COST = FIRST_COST * 10;
    /** Below this many streams, what a worker does besides distorts the figure. */
    private static final int ENOUGH_STREAMS = 20;

    private static final double WEIGHT_OF_THE_LATEST = 0.1;

    static final AdaptiveLoad FIRST = new AdaptiveLoad(Map.of(), FIRST_COST);

    @Override
    public double cost(StreamKind kind) {
        return costs.getOrDefault(kind, FIRST_COST);
    }

    @Override
    public LoadModel learned(Map<StreamKind, Integer> streams, double load) {
        double count = 0;
        double squares = 0;
        double expected = 0;
        for (Map.Entry<StreamKind, Integer> one : streams.entrySet()) {
            count += one.getValue();
            squares += (double) one.getValue() * one.getValue();
            expected += one.getValue() * cost(one.getKey());
        }
        if (count < ENOUGH_STREAMS) {
            return this;
        }
        Map<StreamKind, Double> corrected = new HashMap<>(costs);
        double step = WEIGHT_OF_THE_LATEST * (load - expected) / squares;
        streams.forEach((kind, number) -> corrected.put(kind, bounded(cost(kind) + step * number)));
        double mean = bounded(expectedCost + (bounded(load / count) - expectedCost) * WEIGHT_OF_THE_LATEST);
        return new AdaptiveLoad(Map.copyOf(corrected), mean);
    }

    private static double bounded(double cost) {
        return Math.min(Math.max(cost, LEAST_COST), MOST_COST);
    }
}

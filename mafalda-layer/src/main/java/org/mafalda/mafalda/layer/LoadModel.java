package org.mafalda.mafalda.layer;

/**
 * What streams cost: how much of a worker's capacity one stream takes, be it a producer, a consumer or one end of a
 * pipe. It begins with a cautious figure and learns from what workers report. Thread-safe.
 */
final class LoadModel {
    /** Streams that a transport is expected to get before it has any. */
    static final int RESERVED_STREAMS = 2;

    private static final double FIRST_COST = 1.0 / 500;
    private static final double LEAST_COST = FIRST_COST / 10;
    private static final double MOST_COST = FIRST_COST * 10;
    /** Below this many streams, what a worker does besides distorts the figure. */
    private static final int ENOUGH_STREAMS = 20;

    private static final double WEIGHT_OF_THE_LATEST = 0.1;

    private double cost = FIRST_COST;

    /** The load of a worker with so many streams, 0 to 1 of its capacity, and more if that is not enough. */
    synchronized double expected(int streams) {
        return streams * cost;
    }

    /** A worker with so many streams, all of which flow, reports that load. */
    synchronized void learn(int streams, double load) {
        if (streams >= ENOUGH_STREAMS) {
            double latest = Math.min(Math.max(load / streams, LEAST_COST), MOST_COST);
            cost += (latest - cost) * WEIGHT_OF_THE_LATEST;
        }
    }
}

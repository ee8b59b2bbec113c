package org.mafalda.mediasoup.simulator;

import org.mafalda.mediasoup.Consumer;

/**
 * What simulated workers spend their CPU time on. A function of its argument alone; the load that workers report is the
 * sum over their consumers.
 */
@FunctionalInterface
public interface CpuModel {
    /**
     * The share of a worker's core that a consumer takes while media flows through it, 0 to 1. Asked for consumers that
     * are neither paused nor have a paused producer; the near ends of pipes are consumers too, of type {@code PIPE}.
     */
    double cost(Consumer consumer);

    /**
     * All consumers cost the same, those at the near ends of pipes included, and nothing else costs anything.
     *
     * @param perWorker how many consumers keep a worker busy, at least 1; about 500 is what mediasoup's documentation
     *     says of small streams
     */
    static CpuModel consumers(int perWorker) {
        double cost = 1.0 / perWorker;
        return consumer -> cost;
    }
}

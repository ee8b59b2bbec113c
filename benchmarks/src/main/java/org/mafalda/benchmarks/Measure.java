package org.mafalda.benchmarks;

import java.util.List;

/**
 * One thing that is compared.
 *
 * @param name its name in tables and results
 * @param unit the unit of the figures
 * @param moreIsBetter whether the larger figure is the better one
 * @param goal what is to be reached
 * @param ours our contestant
 * @param peers those that it is compared with; may be empty
 * @param warmUpRounds rounds that come first and do not count; default 5
 */
public record Measure(
        String name,
        String unit,
        boolean moreIsBetter,
        Goal goal,
        Contestant ours,
        List<Contestant> peers,
        int warmUpRounds) {
    private static final int WARM_UP_ROUNDS = 5;

    /** Copies the peers. */
    public Measure {
        peers = List.copyOf(peers);
    }

    /** With the usual rounds for warming up. */
    public Measure(String name, String unit, boolean moreIsBetter, Goal goal, Contestant ours, List<Contestant> peers) {
        this(name, unit, moreIsBetter, goal, ours, peers, WARM_UP_ROUNDS);
    }

    /** How much better ours is: above 1 if it is. */
    double ratio(double ours, double theirs) {
        return moreIsBetter ? ours / theirs : theirs / ours;
    }
}

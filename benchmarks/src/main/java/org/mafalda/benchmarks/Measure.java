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
 */
record Measure(String name, String unit, boolean moreIsBetter, Goal goal, Contestant ours, List<Contestant> peers) {
    Measure {
        peers = List.copyOf(peers);
    }

    /** How much better ours is: above 1 if it is. */
    double ratio(double ours, double theirs) {
        return moreIsBetter ? ours / theirs : theirs / ours;
    }
}

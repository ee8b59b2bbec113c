package org.mafalda.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds in which one contestant works after the other, ours first in every second one: what else the machine does
 * meets all of them. Rounds for warming up come first and do not count.
 */
final class Comparison {
    private final int rounds;

    /** So many rounds that count. */
    Comparison(int rounds) {
        this.rounds = rounds;
    }

    Result run(Measure measure) throws Exception {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(measure.ours());
        contestants.addAll(measure.peers());
        double[][] figures = new double[contestants.size()][rounds];
        for (int round = -measure.warmUpRounds(); round < rounds; round++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                int index = (round & 1) == 0 ? turn : contestants.size() - 1 - turn;
                double figure = contestants.get(index).round();
                if (round >= 0) {
                    figures[index][round] = figure;
                }
            }
        }
        Map<String, Figures> peers = new LinkedHashMap<>();
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (int index = 1; index < figures.length; index++) {
            String name = contestants.get(index).name();
            peers.put(name, new Figures(figures[index]));
            ratios.put(name, new Figures(ratios(measure, figures[0], figures[index])).median());
        }
        return new Result(measure, new Figures(figures[0]), peers, ratios, rounds);
    }

    private static double[] ratios(Measure measure, double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = measure.ratio(ours[round], theirs[round]);
        }
        return ratios;
    }
}

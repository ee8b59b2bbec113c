package org.mafalda.mafalda.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.PlacementDecision;
import org.mafalda.mafalda.PlacementDecision.Candidate;

/**
 * Decides on which real worker the next transport of a router is created. A function of its argument alone, so that
 * explanations can be trusted and tests repeat; must not block. Thread-safe.
 */
@FunctionalInterface
public interface PlacementPolicy {
    /** Above this load a worker gets nothing more, whatever happens, unless the watermark is higher. */
    double LIMIT = 0.85;

    /** Chooses one of the candidates, another worker, or nothing. */
    Choice choose(Situation situation);

    /**
     * What there is to choose from.
     *
     * @param candidates the living workers that can be reached, in the order in which they were started
     * @param placed how many transports and observers the router has placed so far
     * @param mayStart whether another worker may be started
     * @param watermark the load above which a worker should get nothing more
     * @param expected the load that is expected of what is placed
     */
    record Situation(List<Candidate> candidates, int placed, boolean mayStart, double watermark, double expected) {
        private static final double ROUNDING = 1e-9;

        /** Copies the list. */
        public Situation {
            candidates = List.copyOf(candidates);
        }

        /** Whether a worker stays at or below a load with what is placed. */
        public boolean fits(Candidate candidate, double load) {
            return candidate.load() + expected <= load + ROUNDING;
        }

        /** The load that no worker should pass: {@link #LIMIT}, or the watermark if that is higher. */
        public double limit() {
            return Math.max(LIMIT, watermark);
        }
    }

    /**
     * What was chosen.
     *
     * @param candidate the worker; null for none of those that there are
     * @param start whether another worker is to be started; with neither, there is no room
     * @param near the worker on whose box the other one should be started, if that has room; null for any box
     * @param reason one sentence
     */
    record Choice(
            @Nullable Candidate candidate,
            boolean start,
            @Nullable Candidate near,
            String reason) {
        /** Refuses null. */
        public Choice {
            Objects.requireNonNull(reason, "reason");
        }

        /** That worker. */
        public static Choice of(Candidate candidate, String reason) {
            return new Choice(candidate, false, null, reason);
        }

        /** Another worker, near one if that is given. */
        public static Choice another(@Nullable Candidate near, String reason) {
            return new Choice(null, true, near, reason);
        }

        /** None. */
        public static Choice none(String reason) {
            return new Choice(null, false, null, reason);
        }

        /** What is told of it. */
        public PlacementDecision decision(List<Candidate> candidates) {
            return new PlacementDecision(candidate == null ? null : candidate.workerId(), reason, candidates);
        }
    }

    /**
     * The most loaded worker that stays under the watermark: one that the router is on already first, then one on a box
     * that it is on, then any. Then another worker, on a box that the router is on if that has room. At the limit the
     * least loaded one that stays below {@link #LIMIT}.
     */
    static PlacementPolicy concentrate() {
        return situation -> {
            List<Candidate> candidates = situation.candidates();
            Set<@Nullable String> home = candidates.stream()
                    .filter(Candidate::open)
                    .map(Candidate::boxId)
                    .collect(Collectors.toSet());
            Comparator<Candidate> load = Comparator.comparingDouble(Candidate::load);
            Candidate most = candidates.stream()
                    .filter(one -> !one.full() && situation.fits(one, situation.watermark()))
                    .max(Comparator.comparing(Candidate::open)
                            .thenComparing(one -> home.contains(one.boxId()))
                            .thenComparing(load))
                    .orElse(null);
            if (most != null) {
                return Choice.of(most, "the most loaded worker under the watermark");
            }
            if (situation.mayStart()) {
                Candidate last = candidates.stream()
                        .filter(Candidate::open)
                        .reduce((one, later) -> later)
                        .orElse(null);
                return Choice.another(last, "all workers are above the watermark");
            }
            return candidates.stream()
                    .min(load)
                    .filter(least -> situation.fits(least, situation.limit()))
                    .map(least -> Choice.of(least, "no more workers may be started, and it is the least loaded one"))
                    .orElseGet(() -> Choice.none("all workers are at their limit"));
        };
    }

    /**
     * Each transport on another worker than the one before, over so many workers: as bad as it gets, for tests of what
     * lies between them.
     *
     * @param workers how many, at least 1
     */
    static PlacementPolicy scatter(int workers) {
        return situation -> {
            List<Candidate> candidates = situation.candidates();
            int turn = situation.placed() % workers;
            if (turn < candidates.size()) {
                return Choice.of(candidates.get(turn), "its turn");
            }
            if (situation.mayStart()) {
                return Choice.another(null, "the turn of a worker that does not run yet");
            }
            return candidates.isEmpty()
                    ? Choice.none("no worker can be reached")
                    : Choice.of(candidates.get(turn % candidates.size()), "its turn");
        };
    }
}

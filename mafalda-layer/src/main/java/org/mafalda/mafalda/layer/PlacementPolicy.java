package org.mafalda.mafalda.layer;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.PlacementDecision;
import org.mafalda.mafalda.PlacementDecision.Candidate;

/**
 * Decides on which real worker the next transport of a router is created. A function of its argument alone, so that
 * explanations can be trusted and tests repeat; must not block. Thread-safe.
 */
@FunctionalInterface
public interface PlacementPolicy {
    /** Above this load a worker gets nothing more, whatever happens. */
    double LIMIT = 0.85;

    /** Chooses one of the candidates, another worker, or nothing. */
    Choice choose(Situation situation);

    /**
     * What there is to choose from.
     *
     * @param candidates the living workers, in the order in which they were started
     * @param placed how many transports and observers the router has placed so far
     * @param mayStart whether another worker may be started
     * @param watermark the load above which a worker should get nothing more
     */
    record Situation(List<Candidate> candidates, int placed, boolean mayStart, double watermark) {
        /** Copies the list. */
        public Situation {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * What was chosen.
     *
     * @param candidate the worker; null for none of those that there are
     * @param start whether another worker is to be started; with neither, there is no room
     * @param reason one sentence
     */
    record Choice(@Nullable Candidate candidate, boolean start, String reason) {
        /** Refuses null. */
        public Choice {
            Objects.requireNonNull(reason, "reason");
        }

        private static Choice of(Candidate candidate, String reason) {
            return new Choice(candidate, false, reason);
        }

        PlacementDecision decision(List<Candidate> candidates) {
            return new PlacementDecision(candidate == null ? null : candidate.workerId(), reason, candidates);
        }
    }

    /**
     * The most loaded worker that is under the watermark, one that the router is on already first; then another worker;
     * at the limit the least loaded one below {@link #LIMIT}.
     */
    static PlacementPolicy concentrate() {
        return situation -> {
            Comparator<Candidate> load = Comparator.comparingDouble(Candidate::load);
            Candidate most = situation.candidates().stream()
                    .filter(one -> one.load() < situation.watermark())
                    .max(Comparator.comparing(Candidate::open).thenComparing(load))
                    .orElse(null);
            if (most != null) {
                return Choice.of(most, "the most loaded worker under the watermark");
            }
            if (situation.mayStart()) {
                return new Choice(null, true, "all workers are above the watermark");
            }
            return situation.candidates().stream()
                    .min(load)
                    .filter(least -> least.load() < LIMIT)
                    .map(least -> Choice.of(least, "no more workers may be started, and it is the least loaded one"))
                    .orElseGet(() -> new Choice(null, false, "all workers are at their limit"));
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
            return situation.mayStart()
                    ? new Choice(null, true, "the turn of a worker that does not run yet")
                    : Choice.of(candidates.get(turn % candidates.size()), "its turn");
        };
    }
}

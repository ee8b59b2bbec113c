package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the load of each box is now: the last report, and what is expected of the placements that it does not show. What
 * a placement costs is learned from how the reported load has risen with those that came to be shown, for all boxes
 * together, and more and more for each box by itself, as some are slower than others.
 *
 * <p>Not thread-safe. A function of what it is told, clock included.
 */
final class LoadModel {
    /** How long it takes until a placement shows in full; a report is an average over about a second. */
    private static final double SHOWN_AFTER_SECONDS = 2;
    /** Times of reports that are further off come from a clock that is wrong; then the time of arrival counts. */
    private static final double LONGEST_DELAY_SECONDS = 60;
    /** What was learned fades by this factor with each placement that is learned from, for costs drift. */
    private static final double MEMORY = 0.98;
    /** So many placements on a box weigh as much as what is known of all boxes. */
    private static final double TRUST = 3;
    /** As many placements as the initial guess weighs. */
    private static final double GUESS = 2;

    private final boolean prediction;
    private final double initialCost;
    private final Map<String, Box> boxes = new HashMap<>();
    private final Learned all = new Learned();

    /**
     * A model that knows no box.
     *
     * @param prediction whether expectations count
     * @param initialCost cores per placement, until something is learned
     */
    LoadModel(boolean prediction, double initialCost) {
        this.prediction = prediction;
        this.initialCost = initialCost;
    }

    private static final class Learned {
        private double rise;
        private double placements;

        private void learn(double risen, double shown) {
            double fade = Math.pow(MEMORY, shown);
            rise = rise * fade + risen;
            placements = placements * fade + shown;
        }

        private double mean(double guess, double weight) {
            return Math.max(0, (rise + guess * weight) / (placements + weight));
        }
    }

    private static final class Box {
        private final double cores;
        private final Deque<Instant> placed = new ArrayDeque<>();
        private final Learned learned = new Learned();
        private @Nullable Instant measured;
        private @Nullable Instant disturbed;
        private double reported;

        private Box(double cores) {
            this.cores = cores;
        }

        /** How many of the recent placements are shown by a report of that time. */
        private double shown(@Nullable Instant at) {
            return at == null
                    ? 0
                    : placed.stream().mapToDouble(one -> shownPart(one, at)).sum();
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static double shownPart(Instant placed, Instant measured) {
        return Math.max(0, Math.min(1, seconds(placed, measured) / SHOWN_AFTER_SECONDS));
    }

    /** A box is there from now on. */
    void add(String boxId, double cores) {
        boxes.put(boxId, new Box(Math.max(0.1, cores)));
    }

    /** A box is gone, or begins anew. */
    void remove(String boxId) {
        boxes.remove(boxId);
    }

    /** Something was placed on a box. */
    void placed(String boxId, Instant now) {
        Box box = boxes.get(boxId);
        if (box != null) {
            box.placed.addLast(now);
        }
    }

    /** The last placement on a box came to nothing. */
    void withdrawn(String boxId) {
        Box box = boxes.get(boxId);
        if (box != null) {
            box.placed.pollLast();
        }
    }

    /** Something on a box has ended: its load falls, which says nothing of what placements cost. */
    void ended(String boxId, Instant now) {
        Box box = boxes.get(boxId);
        if (box != null) {
            box.disturbed = now;
        }
    }

    /**
     * A report has come; one that was measured before the last is ignored.
     *
     * @param measured when, by the clock of the box
     */
    void reported(String boxId, double load, Instant measured, Instant now) {
        Box box = boxes.get(boxId);
        if (box == null) {
            return;
        }
        double delay = seconds(measured, now);
        Instant at = delay < 0 || delay > LONGEST_DELAY_SECONDS ? now : measured;
        Instant before = box.measured;
        if (before != null && !at.isAfter(before)) {
            return;
        }
        double shown = box.shown(at) - box.shown(before);
        boolean calm =
                box.disturbed == null || seconds(box.disturbed, before == null ? at : before) > SHOWN_AFTER_SECONDS;
        if (before != null && calm && shown > 0) {
            double risen = (load - box.reported) * box.cores;
            box.learned.learn(risen, shown);
            all.learn(risen, shown);
        }
        box.measured = at;
        box.reported = load;
        while (!box.placed.isEmpty() && shownPart(box.placed.getFirst(), at) >= 1) {
            box.placed.removeFirst();
        }
    }

    /** Cores that a placement on that box is expected to cost. */
    double cost(String boxId) {
        Box box = boxes.get(boxId);
        double common = all.mean(initialCost, GUESS);
        return box == null ? common : box.learned.mean(common, TRUST);
    }

    /** The effective load of a box: 0 when idle, 1 when full, and above when more is expected than it can do. */
    double load(String boxId) {
        Box box = boxes.get(boxId);
        if (box == null) {
            return 0;
        }
        double unseen = box.placed.size() - box.shown(box.measured);
        return box.reported + (prediction ? unseen * cost(boxId) / box.cores : 0);
    }
}

package org.mafalda.mafalda.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides from which of the inner routers that have a stream another one gets it: the streams of a router that spans
 * workers run along trees, one for each producer. A function of its argument alone; must not block. Thread-safe.
 */
@FunctionalInterface
public interface TreePolicy {
    /** How many pipes of a stream {@link #standard} lets one router have. */
    int STANDARD_FAN_OUT = 16;
    /** How many pipes {@link #standard} lets lie between the origin and a router. */
    int STANDARD_DEPTH = 3;

    /** Chooses one of the holders; null if none of them may serve another. */
    @Nullable Holder parent(Situation situation);

    /**
     * An inner router that has the stream, or will have it in a moment.
     *
     * @param routerId its id
     * @param boxId the box that it is on; null if that is not known
     * @param load the load of its worker, 0 to 1 and beyond
     * @param depth how many pipes lie between it and the origin; 0 for the origin itself
     * @param children how many routers it serves with this stream already
     */
    record Holder(String routerId, @Nullable String boxId, double load, int depth, int children) {
        /** Refuses null. */
        public Holder {
            Objects.requireNonNull(routerId, "routerId");
        }
    }

    /**
     * What there is to choose from.
     *
     * @param holders the origin first, then the others in no particular order
     * @param boxId the box of the router that is to get the stream; null if that is not known
     * @param cost the load of one more pipe
     * @param limit the load that no worker should pass
     */
    record Situation(List<Holder> holders, @Nullable String boxId, double cost, double limit) {
        private static final double ROUNDING = 1e-9;

        /** Copies the list. */
        public Situation {
            holders = List.copyOf(holders);
        }

        /** Whether the worker of a holder stays at or below the limit with one more pipe. */
        public boolean hasRoom(Holder holder) {
            return holder.load() + cost <= limit + ROUNDING;
        }

        /** Whether a holder is on the box of the router that is to get the stream. */
        public boolean isNear(Holder holder) {
            return boxId == null || boxId.equals(holder.boxId());
        }
    }

    /** At most {@link #STANDARD_FAN_OUT} pipes of a stream from one router, and {@link #STANDARD_DEPTH} to any. */
    static TreePolicy standard() {
        return limited(STANDARD_FAN_OUT, STANDARD_DEPTH);
    }

    /**
     * A holder with room rather than one without, so that relays serve others when the origin is full; then one on the
     * same box, so that each box gets a stream once; then the one that is nearest to the origin; then the least loaded.
     *
     * @param fanOut how many routers one may serve with a stream, at least 1
     * @param depth how many pipes may lie between the origin and a router, at least 1
     */
    static TreePolicy limited(int fanOut, int depth) {
        return situation -> situation.holders().stream()
                .filter(holder -> holder.children() < fanOut && holder.depth() < depth)
                .min(Comparator.comparing((Holder holder) -> !situation.hasRoom(holder))
                        .thenComparing(holder -> !situation.isNear(holder))
                        .thenComparing(Holder::depth)
                        .thenComparing(Holder::load))
                .orElse(null);
    }
}

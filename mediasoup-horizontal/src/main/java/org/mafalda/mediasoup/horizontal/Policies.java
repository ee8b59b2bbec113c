package org.mafalda.mediasoup.horizontal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.horizontal.PlacementPolicy.Candidate;
import org.mafalda.mediasoup.horizontal.PlacementPolicy.Choice;
import org.mafalda.mediasoup.host.GeoPosition;

/** The policies that come with it. */
public final class Policies {
    /** Loads that differ by less count as equal: measurements are no better than that. */
    private static final double NEAR_EQUAL = 0.05;
    /** A box above that load is passed over by policies that look at other things first. */
    private static final double WATERMARK = 0.7;

    private static final double EARTH_RADIUS_KM = 6371;

    private Policies() {}

    /**
     * The least loaded box. Among those that are nearly the least loaded, the better of two that chance picks: so that
     * several who decide on the same reports do not all choose the same box.
     */
    public static PlacementPolicy leastLoaded() {
        return (request, candidates) -> leastLoaded(request.sequence(), candidates, "least loaded");
    }

    private static Choice leastLoaded(long sequence, List<Candidate> candidates, String why) {
        double least = candidates.stream().mapToDouble(Candidate::load).min().orElseThrow();
        List<Candidate> equals = candidates.stream()
                .filter(candidate -> candidate.load() <= least + NEAR_EQUAL)
                .toList();
        if (equals.size() == 1) {
            return choice(equals.get(0), why);
        }
        int one = (int) Long.remainderUnsigned(mixed(sequence), equals.size());
        int step = 1 + (int) Long.remainderUnsigned(mixed(~sequence), equals.size() - 1);
        Candidate first = equals.get(one);
        Candidate second = equals.get((one + step) % equals.size());
        return choice(
                second.load() < first.load() ? second : first,
                why + ", the better of two of " + equals.size() + " near equals");
    }

    /** One box after the other, whatever their load. */
    public static PlacementPolicy roundRobin() {
        return (request, candidates) -> choice(
                candidates.stream()
                        .sorted(Comparator.comparing(Candidate::boxId))
                        .toList()
                        .get((int) Long.remainderUnsigned(request.sequence() - 1, candidates.size())),
                "its turn");
    }

    /**
     * Workers with the same value under a key of their {@code appData} go to the same box, as long as it is below a
     * load of 0.7: rooms of one customer, say. When boxes come or go, only those move that have to. Workers without
     * such a value go to the least loaded box.
     *
     * @param key the key in {@code appData}
     */
    public static PlacementPolicy sticky(String key) {
        Objects.requireNonNull(key, "key");
        return (request, candidates) -> {
            Object value = request.settings().appData().get(key);
            if (value == null) {
                return leastLoaded(request.sequence(), candidates, "least loaded, for there is no " + key);
            }
            return candidates.stream()
                    .filter(candidate -> candidate.load() < WATERMARK)
                    .max(Comparator.comparingLong(candidate -> weight(value, candidate)))
                    .map(candidate -> choice(candidate, "where " + key + " " + value + " belongs"))
                    .orElseGet(() -> leastLoaded(request.sequence(), candidates, "least loaded, for all are loaded"));
        };
    }

    /** Highest random weight (rendezvous hashing). */
    private static long weight(Object value, Candidate candidate) {
        return mixed(mixed(value.toString().hashCode()) ^ candidate.boxId().hashCode());
    }

    /**
     * The nearest box below a load of 0.7, by the position that the worker is to be near: that of the worker named in
     * its placement, or {@code latitude} and {@code longitude} in its {@code appData}. Without one, and when all are
     * loaded or stand nowhere, the least loaded.
     */
    public static PlacementPolicy geographic() {
        return (request, candidates) -> {
            GeoPosition near = request.near();
            if (near == null) {
                return leastLoaded(request.sequence(), candidates, "least loaded, for there is no position");
            }
            return candidates.stream()
                    .filter(candidate ->
                            candidate.load() < WATERMARK && candidate.host().position() != null)
                    .min(Comparator.<Candidate>comparingDouble(candidate -> distance(near, candidate))
                            .thenComparingDouble(Candidate::load))
                    .map(candidate -> choice(
                            candidate, String.format(Locale.ROOT, "nearest, %.0f km", distance(near, candidate))))
                    .orElseGet(() -> leastLoaded(
                            request.sequence(), candidates, "least loaded, for no box with a position has room"));
        };
    }

    private static double distance(GeoPosition from, Candidate to) {
        GeoPosition position = to.host().position();
        return position == null ? Double.MAX_VALUE : kilometres(from, position);
    }

    /** Along the great circle. */
    static double kilometres(GeoPosition from, GeoPosition to) {
        double latitudes = Math.toRadians(to.latitude() - from.latitude()) / 2;
        double longitudes = Math.toRadians(to.longitude() - from.longitude()) / 2;
        double chord = Math.pow(Math.sin(latitudes), 2)
                + Math.cos(Math.toRadians(from.latitude()))
                        * Math.cos(Math.toRadians(to.latitude()))
                        * Math.pow(Math.sin(longitudes), 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
    }

    /** The position in application data; null if there is none. */
    static @Nullable GeoPosition position(@Nullable Object latitude, @Nullable Object longitude) {
        return latitude instanceof Number north && longitude instanceof Number east
                ? new GeoPosition(north.doubleValue(), east.doubleValue())
                : null;
    }

    private static Choice choice(Candidate candidate, String why) {
        return new Choice(candidate.boxId(), String.format(Locale.ROOT, "%s [load:%.2f]", why, candidate.load()));
    }

    /** Chance that is the same each time (the finaliser of MurmurHash3). */
    private static long mixed(long value) {
        long hash = value * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}

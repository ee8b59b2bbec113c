package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.Mediasoup;

/**
 * How a {@link HorizontalMediasoup} works. Immutable.
 *
 * @param boxId what it calls itself in {@code host()}; unique where it is an instance of another one. Default
 *     {@code "horizontal"}
 * @param labels what the operator says of it, for placement. Default: none
 * @param policy chooses among the boxes that have room. Default {@link Policies#leastLoaded}
 * @param prediction whether the load of placements that no report has shown yet is reckoned with. Default true
 * @param initialCost cores that a placement is expected to cost as long as nothing was learned, above 0. Default 0.1
 * @param brake the most placements per instance within {@code brakeWindow}, as long as another one has room; at least
 *     1. Default 20
 * @param brakeWindow see {@code brake}. Default 5 s
 * @param networkBitrate bit/s that the network of a box can carry, each way, above 0; a label {@code network-bitrate}
 *     of the box overrides it. Default 1 Gbit/s
 * @param lostAfter how long an instance may be suspect before it is lost, even if it does not say so itself; null, the
 *     default, leaves it to the instance: a remote one is lost when its server does not keep the session any longer.
 *     What is below a remote worker that is given up sooner is closed at once, and tells so when that time has come
 * @param placementTimeout how long {@code createWorker} waits for a box when those that could take it are suspect.
 *     Default 10 s
 * @param enableRtx whether lost packets are sent again between boxes, even if the caller does not ask for it. Default
 *     false
 * @param connector how {@link Horizontal#connect} gets an instance at an address; null, the default, if it cannot
 */
public record HorizontalOptions(
        String boxId,
        Map<String, String> labels,
        PlacementPolicy policy,
        boolean prediction,
        double initialCost,
        int brake,
        Duration brakeWindow,
        long networkBitrate,
        @Nullable Duration lostAfter,
        Duration placementTimeout,
        boolean enableRtx,
        @Nullable Function<String, CompletableFuture<Mediasoup>> connector) {
    /** Checks the fields. */
    public HorizontalOptions {
        Objects.requireNonNull(boxId, "boxId");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(policy, "policy");
        if (!(initialCost > 0)) {
            throw InvalidArgumentException.of("initialCost", initialCost, "must be above 0");
        }
        if (brake < 1) {
            throw InvalidArgumentException.of("brake", brake, "must be at least 1");
        }
        if (networkBitrate < 1) {
            throw InvalidArgumentException.of("networkBitrate", networkBitrate, "must be above 0");
        }
        checkPositive("brakeWindow", brakeWindow);
        if (lostAfter != null) {
            checkPositive("lostAfter", lostAfter);
        }
        checkPositive("placementTimeout", placementTimeout);
    }

    private static void checkPositive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw InvalidArgumentException.of(field, value, "must be above 0");
        }
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private String boxId = "horizontal";
        private Map<String, String> labels = Map.of();
        private PlacementPolicy policy = Policies.leastLoaded();
        private boolean prediction = true;
        private double initialCost = 0.1;
        private int brake = 20;
        private Duration brakeWindow = Duration.ofSeconds(5);
        private long networkBitrate = 1_000_000_000;
        private @Nullable Duration lostAfter;
        private Duration placementTimeout = Duration.ofSeconds(10);
        private boolean enableRtx;
        private @Nullable Function<String, CompletableFuture<Mediasoup>> connector;

        private Builder() {}

        /** Sets {@link HorizontalOptions#boxId}. */
        public Builder boxId(String boxId) {
            this.boxId = boxId;
            return this;
        }

        /** Sets {@link HorizontalOptions#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link HorizontalOptions#policy}. */
        public Builder policy(PlacementPolicy policy) {
            this.policy = policy;
            return this;
        }

        /** Sets {@link HorizontalOptions#prediction}. */
        public Builder prediction(boolean prediction) {
            this.prediction = prediction;
            return this;
        }

        /** Sets {@link HorizontalOptions#initialCost}. */
        public Builder initialCost(double initialCost) {
            this.initialCost = initialCost;
            return this;
        }

        /** Sets {@link HorizontalOptions#brake} and {@link HorizontalOptions#brakeWindow}. */
        public Builder brake(int brake, Duration brakeWindow) {
            this.brake = brake;
            this.brakeWindow = brakeWindow;
            return this;
        }

        /** Sets {@link HorizontalOptions#networkBitrate}. */
        public Builder networkBitrate(long networkBitrate) {
            this.networkBitrate = networkBitrate;
            return this;
        }

        /** Sets {@link HorizontalOptions#lostAfter}. */
        public Builder lostAfter(@Nullable Duration lostAfter) {
            this.lostAfter = lostAfter;
            return this;
        }

        /** Sets {@link HorizontalOptions#placementTimeout}. */
        public Builder placementTimeout(Duration placementTimeout) {
            this.placementTimeout = placementTimeout;
            return this;
        }

        /** Sets {@link HorizontalOptions#enableRtx}. */
        public Builder enableRtx(boolean enableRtx) {
            this.enableRtx = enableRtx;
            return this;
        }

        /** Sets {@link HorizontalOptions#connector}. */
        public Builder connector(Function<String, CompletableFuture<Mediasoup>> connector) {
            this.connector = connector;
            return this;
        }

        /** The checked options. */
        public HorizontalOptions build() {
            return new HorizontalOptions(
                    boxId,
                    labels,
                    policy,
                    prediction,
                    initialCost,
                    brake,
                    brakeWindow,
                    networkBitrate,
                    lostAfter,
                    placementTimeout,
                    enableRtx,
                    connector);
        }
    }
}

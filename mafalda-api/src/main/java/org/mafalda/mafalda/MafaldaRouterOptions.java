package org.mafalda.mafalda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WorkerSettings;

/**
 * What a {@link MafaldaRouter} is to be. Immutable.
 *
 * @param id its id; null has one made
 * @param maxWorkers how many real workers it may span; 0 means that it does not span here: all goes to one worker of
 *     the layer below, however loaded, which may span itself; null means as many as the budget of the layer below
 *     allows, or one per core if that has no limit
 * @param watermark the load of a worker, between 0 (exclusive) and 1, above which new transports go elsewhere if they
 *     can; default 0.6
 * @param routerOptions options of the router; default: data only
 * @param workerSettings settings of its workers; default: those of mediasoup
 */
public record MafaldaRouterOptions(
        @Nullable String id,
        @Nullable Integer maxWorkers,
        double watermark,
        RouterOptions routerOptions,
        WorkerSettings workerSettings) {
    /** Checks the fields. */
    public MafaldaRouterOptions {
        Objects.requireNonNull(routerOptions, "routerOptions");
        Objects.requireNonNull(workerSettings, "workerSettings");
        if (id != null && id.isEmpty()) {
            throw InvalidArgumentException.of("id", id, "must not be empty");
        }
        if (maxWorkers != null && maxWorkers < 0) {
            throw InvalidArgumentException.of("maxWorkers", maxWorkers, "must not be negative");
        }
        if (!(watermark > 0 && watermark <= 1)) {
            throw InvalidArgumentException.of("watermark", watermark, "must be above 0 and at most 1");
        }
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private @Nullable String id;
        private @Nullable Integer maxWorkers;
        private double watermark = 0.6;
        private RouterOptions routerOptions = RouterOptions.builder().build();
        private WorkerSettings workerSettings = WorkerSettings.DEFAULT;

        private Builder() {}

        /** Sets {@link MafaldaRouterOptions#id}. */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /** Sets {@link MafaldaRouterOptions#maxWorkers}. */
        public Builder maxWorkers(int maxWorkers) {
            this.maxWorkers = maxWorkers;
            return this;
        }

        /** Sets {@link MafaldaRouterOptions#watermark}. */
        public Builder watermark(double watermark) {
            this.watermark = watermark;
            return this;
        }

        /** Sets {@link MafaldaRouterOptions#routerOptions}. */
        public Builder routerOptions(RouterOptions routerOptions) {
            this.routerOptions = routerOptions;
            return this;
        }

        /** Sets {@link MafaldaRouterOptions#workerSettings}. */
        public Builder workerSettings(WorkerSettings workerSettings) {
            this.workerSettings = workerSettings;
            return this;
        }

        /** The checked options. */
        public MafaldaRouterOptions build() {
            return new MafaldaRouterOptions(id, maxWorkers, watermark, routerOptions, workerSettings);
        }
    }
}

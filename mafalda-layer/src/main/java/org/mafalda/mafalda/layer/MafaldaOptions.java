package org.mafalda.mafalda.layer;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.policy.LoadModel;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * How a {@link MafaldaMediasoup} goes about it. Immutable.
 *
 * @param policy where transports go; default {@link PlacementPolicy#concentrate}
 * @param treePolicy from where routers get what is piped; default {@link TreePolicy#standard}
 * @param loadModel what streams cost, at first; default {@link LoadModel#adaptive}
 * @param maxWorkers how many real workers a virtual worker may have; 0 means that it does not span here: all goes to
 *     one worker of the layer below, however loaded, which may span itself; null means as many as the budget of the
 *     layer below allows, or one per core if that has no limit
 * @param watermark the load of a worker, above 0 and at most 1, from which new transports go elsewhere if they can;
 *     default 0.6
 * @param audioFirst whether a worker at its limit (a load of {@link PlacementPolicy#LIMIT}, or the watermark if that is
 *     higher) refuses consumers of video with a {@link org.mafalda.mediasoup.CapacityException}, so that audio goes on;
 *     default false
 * @param linger how long what is not used any more is kept: pipes, inner routers, real workers; default 10 seconds
 * @param restart whether a virtual worker goes on with a new real one when its last one has died, and dies only if none
 *     can be started; default true. The new one is started at once; if it dies within 10 seconds, too, the next is
 *     started 0.1 seconds later, then after twice as long each time, 5 seconds at most
 * @param executor what everything runs on: events, completions, and what happens later; for simulations, which have one
 *     thread and a clock of their own. Null, the default, means threads and a timer of this library's own
 */
public record MafaldaOptions(
        PlacementPolicy policy,
        TreePolicy treePolicy,
        LoadModel loadModel,
        @Nullable Integer maxWorkers,
        double watermark,
        boolean audioFirst,
        Duration linger,
        boolean restart,
        @Nullable ScheduledExecutorService executor) {
    /** All defaults. */
    public static final MafaldaOptions DEFAULT = builder().build();

    /** Checks the fields. */
    public MafaldaOptions {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(treePolicy, "treePolicy");
        Objects.requireNonNull(loadModel, "loadModel");
        if (maxWorkers != null && maxWorkers < 0) {
            throw InvalidArgumentException.of("maxWorkers", maxWorkers, "must not be negative");
        }
        if (!(watermark > 0 && watermark <= 1)) {
            throw InvalidArgumentException.of("watermark", watermark, "must be above 0 and at most 1");
        }
        if (linger.isNegative()) {
            throw InvalidArgumentException.of("linger", linger, "must not be negative");
        }
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private PlacementPolicy policy = PlacementPolicy.concentrate();
        private TreePolicy treePolicy = TreePolicy.standard();
        private LoadModel loadModel = LoadModel.adaptive();
        private @Nullable Integer maxWorkers;
        private double watermark = 0.6;
        private boolean audioFirst;
        private Duration linger = Duration.ofSeconds(10);
        private boolean restart = true;
        private @Nullable ScheduledExecutorService executor;

        private Builder() {}

        /** Sets {@link MafaldaOptions#policy}. */
        public Builder policy(PlacementPolicy policy) {
            this.policy = policy;
            return this;
        }

        /** Sets {@link MafaldaOptions#treePolicy}. */
        public Builder treePolicy(TreePolicy treePolicy) {
            this.treePolicy = treePolicy;
            return this;
        }

        /** Sets {@link MafaldaOptions#loadModel}. */
        public Builder loadModel(LoadModel loadModel) {
            this.loadModel = loadModel;
            return this;
        }

        /** Sets {@link MafaldaOptions#audioFirst}. */
        public Builder audioFirst(boolean audioFirst) {
            this.audioFirst = audioFirst;
            return this;
        }

        /** Sets {@link MafaldaOptions#maxWorkers}. */
        public Builder maxWorkers(int maxWorkers) {
            this.maxWorkers = maxWorkers;
            return this;
        }

        /** Sets {@link MafaldaOptions#watermark}. */
        public Builder watermark(double watermark) {
            this.watermark = watermark;
            return this;
        }

        /** Sets {@link MafaldaOptions#linger}. */
        public Builder linger(Duration linger) {
            this.linger = linger;
            return this;
        }

        /** Sets {@link MafaldaOptions#restart}. */
        public Builder restart(boolean restart) {
            this.restart = restart;
            return this;
        }

        /** Sets {@link MafaldaOptions#executor}. */
        public Builder executor(ScheduledExecutorService executor) {
            this.executor = executor;
            return this;
        }

        /** The checked options. */
        public MafaldaOptions build() {
            return new MafaldaOptions(
                    policy, treePolicy, loadModel, maxWorkers, watermark, audioFirst, linger, restart, executor);
        }
    }
}

package org.mafalda.mediasoup.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.GeoPosition;
import org.mafalda.mediasoup.transport.TransportPortRange;

/**
 * What a {@link LocalMediasoup} cannot find out by itself. Immutable.
 *
 * @param boxId unique name of this machine. Default: its host name
 * @param labels what the operator says of this machine, for placement. Default: none
 * @param position where it stands. Default: unknown
 * @param mediaAddresses addresses or host names under which endpoints reach it; announced for transports that listen on
 *     {@code 0.0.0.0} or {@code ::} and announce nothing themselves. Default: none
 * @param pipeAddresses addresses on which other machines reach it. Default: 127.0.0.1
 * @param portRange ports for transports and servers that do not ask for any. Default: none, the worker's own range
 * @param budgetPolicy who limits the number of workers. Default: {@link BudgetPolicy#UNLIMITED}
 * @param workerLimit the most workers at a time, 1 or more: required with {@link BudgetPolicy#OWN}; with
 *     {@link BudgetPolicy#SHARED} that of all processes together, by default the CPU cores that may be used, container
 *     limits included; null with {@link BudgetPolicy#UNLIMITED}
 * @param budgetDirectory where the processes that share a budget keep a file for each worker there may be; the same for
 *     all of them. A process that dies gives its workers' places back. Default: {@code mafalda-workers-USER} in
 *     {@code java.io.tmpdir}
 * @param workerStartTimeout how long a worker may take to come up. Default: 20 s
 */
public record LocalMediasoupOptions(
        String boxId,
        Map<String, String> labels,
        @Nullable GeoPosition position,
        List<String> mediaAddresses,
        List<String> pipeAddresses,
        @Nullable TransportPortRange portRange,
        BudgetPolicy budgetPolicy,
        @Nullable Integer workerLimit,
        Path budgetDirectory,
        Duration workerStartTimeout) {
    /** Checks the fields. */
    public LocalMediasoupOptions {
        Objects.requireNonNull(boxId, "boxId");
        labels = Map.copyOf(labels);
        mediaAddresses = List.copyOf(mediaAddresses);
        pipeAddresses = List.copyOf(pipeAddresses);
        Objects.requireNonNull(budgetDirectory, "budgetDirectory");
        switch (budgetPolicy) {
            case UNLIMITED -> check(workerLimit == null, workerLimit, "must not be set where nobody limits");
            case OWN -> check(workerLimit != null, workerLimit, "must be set");
            case SHARED -> workerLimit = workerLimit == null ? Hosts.cores() : workerLimit;
        }
        check(workerLimit == null || workerLimit >= 1, workerLimit, "must be 1 or more");
        if (workerStartTimeout.isNegative() || workerStartTimeout.isZero()) {
            throw InvalidArgumentException.of("workerStartTimeout", workerStartTimeout, "must be above 0");
        }
    }

    private static void check(boolean holds, @Nullable Integer limit, String rule) {
        if (!holds) {
            throw InvalidArgumentException.of("workerLimit", String.valueOf(limit), rule);
        }
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private String boxId = Hosts.localName();
        private Map<String, String> labels = Map.of();
        private @Nullable GeoPosition position;
        private List<String> mediaAddresses = List.of();
        private List<String> pipeAddresses = List.of("127.0.0.1");
        private @Nullable TransportPortRange portRange;
        private BudgetPolicy budgetPolicy = BudgetPolicy.UNLIMITED;
        private @Nullable Integer workerLimit;
        private Path budgetDirectory =
                Path.of(System.getProperty("java.io.tmpdir"), "mafalda-workers-" + System.getProperty("user.name"));
        private Duration workerStartTimeout = Duration.ofSeconds(20);

        private Builder() {}

        /** Sets {@link LocalMediasoupOptions#boxId}. */
        public Builder boxId(String boxId) {
            this.boxId = boxId;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#position}. */
        public Builder position(GeoPosition position) {
            this.position = position;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#mediaAddresses}. */
        public Builder mediaAddresses(List<String> mediaAddresses) {
            this.mediaAddresses = mediaAddresses;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#pipeAddresses}. */
        public Builder pipeAddresses(List<String> pipeAddresses) {
            this.pipeAddresses = pipeAddresses;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#portRange}. */
        public Builder portRange(@Nullable TransportPortRange portRange) {
            this.portRange = portRange;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#budgetPolicy}. */
        public Builder budgetPolicy(BudgetPolicy budgetPolicy) {
            this.budgetPolicy = budgetPolicy;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#workerLimit}. */
        public Builder workerLimit(@Nullable Integer workerLimit) {
            this.workerLimit = workerLimit;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#budgetDirectory}. */
        public Builder budgetDirectory(Path budgetDirectory) {
            this.budgetDirectory = budgetDirectory;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#workerStartTimeout}. */
        public Builder workerStartTimeout(Duration workerStartTimeout) {
            this.workerStartTimeout = workerStartTimeout;
            return this;
        }

        /** The checked options. */
        public LocalMediasoupOptions build() {
            return new LocalMediasoupOptions(
                    boxId,
                    labels,
                    position,
                    mediaAddresses,
                    pipeAddresses,
                    portRange,
                    budgetPolicy,
                    workerLimit,
                    budgetDirectory,
                    workerStartTimeout);
        }
    }
}

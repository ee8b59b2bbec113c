package org.mafalda.mediasoup;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.TransportListenInfo;

/**
 * What to pipe to which router, and how. Immutable. Give a producer or a data producer, not both.
 *
 * @param producerId The producer to pipe.
 * @param dataProducerId The data producer to pipe.
 * @param router The target router.
 * @param listenInfo Where both pipe transports listen. Default: UDP on 127.0.0.1 within a box, the pipe addresses of
 *     the boxes otherwise.
 * @param targetListenInfo Where the pipe transport of the target router listens, when not as {@code listenInfo} says.
 * @param keepId Whether the far producer has the id of the near one; the routers must have different workers then.
 *     Default true.
 * @param enableSctp Whether data messages can be piped; required for a data producer. Default true.
 * @param sctp Sizes of the SCTP association.
 * @param enableRtx Whether lost packets are sent again (RFC 4588). Default false.
 * @param enableSrtp Whether media is encrypted (RFC 3711). Default false.
 */
public record PipeToRouterOptions(
        @Nullable String producerId,
        @Nullable String dataProducerId,
        Router router,
        @Nullable TransportListenInfo listenInfo,
        @Nullable TransportListenInfo targetListenInfo,
        boolean keepId,
        boolean enableSctp,
        SctpOptions sctp,
        boolean enableRtx,
        boolean enableSrtp) {

    /** Checks the fields. */
    public PipeToRouterOptions {
        Objects.requireNonNull(router, "router");
        Objects.requireNonNull(sctp, "sctp");
        if ((producerId == null) == (dataProducerId == null)) {
            throw InvalidArgumentException.of(
                    "producerId", producerId, "must be given unless dataProducerId is, and not both");
        }
        if (dataProducerId != null && !enableSctp) {
            throw InvalidArgumentException.of("enableSctp", false, "must be true to pipe a data producer");
        }
    }

    /** Pipes a producer. */
    public static Builder ofProducer(String producerId, Router router) {
        return new Builder(Objects.requireNonNull(producerId, "producerId"), null, router);
    }

    /** Pipes a data producer. */
    public static Builder ofDataProducer(String dataProducerId, Router router) {
        return new Builder(null, Objects.requireNonNull(dataProducerId, "dataProducerId"), router);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final @Nullable String producerId;
        private final @Nullable String dataProducerId;
        private final Router router;
        private @Nullable TransportListenInfo listenInfo;
        private @Nullable TransportListenInfo targetListenInfo;
        private boolean keepId = true;
        private boolean enableSctp = true;
        private SctpOptions sctp = SctpOptions.DEFAULT;
        private boolean enableRtx;
        private boolean enableSrtp;

        private Builder(@Nullable String producerId, @Nullable String dataProducerId, Router router) {
            this.producerId = producerId;
            this.dataProducerId = dataProducerId;
            this.router = router;
        }

        /**
         * Sets {@link PipeToRouterOptions#listenInfo}: where both pipe transports listen. Default: UDP on 127.0.0.1
         * within a box, the pipe addresses of the boxes otherwise.
         */
        public Builder listenInfo(TransportListenInfo listenInfo) {
            this.listenInfo = listenInfo;
            return this;
        }

        /**
         * Sets {@link PipeToRouterOptions#targetListenInfo}: where the pipe transport of the target router listens,
         * when not as {@code listenInfo} says.
         */
        public Builder targetListenInfo(TransportListenInfo targetListenInfo) {
            this.targetListenInfo = targetListenInfo;
            return this;
        }

        /**
         * Sets {@link PipeToRouterOptions#keepId}: whether the far producer has the id of the near one. Default true.
         */
        public Builder keepId(boolean keepId) {
            this.keepId = keepId;
            return this;
        }

        /** Sets {@link PipeToRouterOptions#enableSctp}: whether data messages can be piped. Default true. */
        public Builder enableSctp(boolean enableSctp) {
            this.enableSctp = enableSctp;
            return this;
        }

        /** Sets {@link PipeToRouterOptions#sctp}: sizes of the SCTP association. */
        public Builder sctp(SctpOptions sctp) {
            this.sctp = sctp;
            return this;
        }

        /**
         * Sets {@link PipeToRouterOptions#enableRtx}: whether lost packets are sent again (RFC 4588). Default false.
         */
        public Builder enableRtx(boolean enableRtx) {
            this.enableRtx = enableRtx;
            return this;
        }

        /** Sets {@link PipeToRouterOptions#enableSrtp}: whether media is encrypted (RFC 3711). Default false. */
        public Builder enableSrtp(boolean enableSrtp) {
            this.enableSrtp = enableSrtp;
            return this;
        }

        /** The checked options. */
        public PipeToRouterOptions build() {
            return new PipeToRouterOptions(
                    producerId,
                    dataProducerId,
                    router,
                    listenInfo,
                    targetListenInfo,
                    keepId,
                    enableSctp,
                    sctp,
                    enableRtx,
                    enableSrtp);
        }
    }
}

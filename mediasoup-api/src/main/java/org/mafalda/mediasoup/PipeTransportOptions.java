package org.mafalda.mediasoup;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * Options of a new PipeTransport. Immutable.
 *
 * @param listenInfo Where it listens; UDP.
 * @param enableSctp Whether data messages over SCTP are possible. Default false.
 * @param sctp Sizes of the SCTP association; used when SCTP is enabled.
 * @param enableRtx Whether lost packets are sent again (RFC 4588); useful between machines. Default false.
 * @param enableSrtp Whether media is encrypted (RFC 3711). Default false.
 * @param appData The application's own data; see {@link AppData}.
 */
public record PipeTransportOptions(
        TransportListenInfo listenInfo,
        boolean enableSctp,
        SctpOptions sctp,
        boolean enableRtx,
        boolean enableSrtp,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public PipeTransportOptions {
        Objects.requireNonNull(listenInfo, "listenInfo");
        if (listenInfo.protocol() != TransportProtocol.UDP) {
            throw InvalidArgumentException.of("listenInfo.protocol", listenInfo.protocol(), "must be udp");
        }
        Objects.requireNonNull(sctp, "sctp");
        appData = AppData.normalize("appData", appData);
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(TransportListenInfo listenInfo) {
        return new Builder(listenInfo);
    }

    /** The same with another place to listen. */
    public PipeTransportOptions withListenInfo(TransportListenInfo other) {
        return new PipeTransportOptions(other, enableSctp, sctp, enableRtx, enableSrtp, appData);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final TransportListenInfo listenInfo;
        private boolean enableSctp;
        private SctpOptions sctp = SctpOptions.DEFAULT;
        private boolean enableRtx;
        private boolean enableSrtp;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder(TransportListenInfo listenInfo) {
            this.listenInfo = listenInfo;
        }

        /**
         * Sets {@link PipeTransportOptions#enableSctp}: whether data messages over SCTP are possible. Default false.
         */
        public Builder enableSctp(boolean enableSctp) {
            this.enableSctp = enableSctp;
            return this;
        }

        /** Sets {@link PipeTransportOptions#sctp}: sizes of the SCTP association; used when SCTP is enabled. */
        public Builder sctp(SctpOptions sctp) {
            this.sctp = sctp;
            return this;
        }

        /**
         * Sets {@link PipeTransportOptions#enableRtx}: whether lost packets are sent again (RFC 4588); useful between
         * machines. Default false.
         */
        public Builder enableRtx(boolean enableRtx) {
            this.enableRtx = enableRtx;
            return this;
        }

        /** Sets {@link PipeTransportOptions#enableSrtp}: whether media is encrypted (RFC 3711). Default false. */
        public Builder enableSrtp(boolean enableSrtp) {
            this.enableSrtp = enableSrtp;
            return this;
        }

        /** Sets {@link PipeTransportOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public PipeTransportOptions build() {
            return new PipeTransportOptions(listenInfo, enableSctp, sctp, enableRtx, enableSrtp, appData);
        }
    }
}

package org.mafalda.mediasoup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.TransportListenInfo;

/**
 * Options of a new WebRtcTransport: it listens on ports of its own or on those of a WebRtcServer. Immutable.
 *
 * @param webRtcServer The server whose ports are used.
 * @param listenInfos Where it listens, in the order of preference; empty with a server.
 * @param enableUdp Whether UDP candidates are offered. Default true.
 * @param enableTcp Whether TCP candidates are offered. Default: true with a server, false otherwise.
 * @param preferUdp Whether UDP candidates get the higher priority. Default false.
 * @param preferTcp Whether TCP candidates get the higher priority. Default false.
 * @param iceConsentTimeout How long the remote side may be silent before ICE is disconnected (RFC 7675); zero switches
 *     the check off, other values are taken as 10 s at least and 60 s at most. Default 30 s.
 * @param initialAvailableOutgoingBitrate First estimation of the outgoing bandwidth, in bit/s. Default 600000.
 * @param enableSctp Whether data messages over SCTP are possible. Default false.
 * @param sctp Sizes of the SCTP association; used when SCTP is enabled.
 * @param appData The application's own data; see {@link AppData}.
 */
public record WebRtcTransportOptions(
        @Nullable WebRtcServer webRtcServer,
        List<TransportListenInfo> listenInfos,
        boolean enableUdp,
        @Nullable Boolean enableTcp,
        boolean preferUdp,
        boolean preferTcp,
        Duration iceConsentTimeout,
        long initialAvailableOutgoingBitrate,
        boolean enableSctp,
        SctpOptions sctp,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public WebRtcTransportOptions {
        listenInfos = List.copyOf(listenInfos);
        Objects.requireNonNull(iceConsentTimeout, "iceConsentTimeout");
        Objects.requireNonNull(sctp, "sctp");
        appData = AppData.normalize("appData", appData);
        if ((webRtcServer == null) == listenInfos.isEmpty()) {
            throw InvalidArgumentException.of(
                    "listenInfos", listenInfos, "must be given unless webRtcServer is, and not both");
        }
        if (iceConsentTimeout.isNegative()
                || iceConsentTimeout.toSeconds() > 255
                || !iceConsentTimeout.equals(Duration.ofSeconds(iceConsentTimeout.toSeconds()))) {
            throw InvalidArgumentException.of(
                    "iceConsentTimeout", iceConsentTimeout, "must be whole seconds between 0 and 255");
        }
        if (initialAvailableOutgoingBitrate < 0 || initialAvailableOutgoingBitrate > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "initialAvailableOutgoingBitrate",
                    initialAvailableOutgoingBitrate,
                    "must be between 0 and 4294967295");
        }
    }

    /** A transport with ports of its own. */
    public static Builder listen(TransportListenInfo... listenInfos) {
        return listen(List.of(listenInfos));
    }

    /** A transport with ports of its own. */
    public static Builder listen(List<TransportListenInfo> listenInfos) {
        return new Builder().listenInfos(listenInfos);
    }

    /** A transport on the ports of a WebRtcServer. */
    public static Builder server(WebRtcServer webRtcServer) {
        return new Builder().webRtcServer(webRtcServer);
    }

    /** The same with other places to listen. */
    public WebRtcTransportOptions withListenInfos(List<TransportListenInfo> others) {
        return new WebRtcTransportOptions(
                webRtcServer,
                others,
                enableUdp,
                enableTcp,
                preferUdp,
                preferTcp,
                iceConsentTimeout,
                initialAvailableOutgoingBitrate,
                enableSctp,
                sctp,
                appData);
    }

    /** {@link #enableTcp} with its default put in. */
    public boolean tcpEnabled() {
        return enableTcp == null ? webRtcServer != null : enableTcp;
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private @Nullable WebRtcServer webRtcServer;
        private List<TransportListenInfo> listenInfos = List.of();
        private boolean enableUdp = true;
        private @Nullable Boolean enableTcp;
        private boolean preferUdp;
        private boolean preferTcp;
        private Duration iceConsentTimeout = Duration.ofSeconds(30);
        private long initialAvailableOutgoingBitrate = 600_000;
        private boolean enableSctp;
        private SctpOptions sctp = SctpOptions.DEFAULT;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /** Sets {@link WebRtcTransportOptions#webRtcServer}: the server whose ports are used. */
        public Builder webRtcServer(WebRtcServer webRtcServer) {
            this.webRtcServer = webRtcServer;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#listenInfos}: where it listens, in the order of preference; empty with a
         * server.
         */
        public Builder listenInfos(List<TransportListenInfo> listenInfos) {
            this.listenInfos = listenInfos;
            return this;
        }

        /** Sets {@link WebRtcTransportOptions#enableUdp}: whether UDP candidates are offered. Default true. */
        public Builder enableUdp(boolean enableUdp) {
            this.enableUdp = enableUdp;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#enableTcp}: whether TCP candidates are offered. Default: true with a
         * server, false otherwise.
         */
        public Builder enableTcp(boolean enableTcp) {
            this.enableTcp = enableTcp;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#preferUdp}: whether UDP candidates get the higher priority. Default false.
         */
        public Builder preferUdp(boolean preferUdp) {
            this.preferUdp = preferUdp;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#preferTcp}: whether TCP candidates get the higher priority. Default false.
         */
        public Builder preferTcp(boolean preferTcp) {
            this.preferTcp = preferTcp;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#iceConsentTimeout}: how long the remote side may be silent before ICE is
         * disconnected (RFC 7675); zero switches the check off, other values are taken as 10 s at least and 60 s at
         * most. Default 30 s.
         */
        public Builder iceConsentTimeout(Duration iceConsentTimeout) {
            this.iceConsentTimeout = iceConsentTimeout;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#initialAvailableOutgoingBitrate}: first estimation of the outgoing
         * bandwidth, in bit/s. Default 600000.
         */
        public Builder initialAvailableOutgoingBitrate(long initialAvailableOutgoingBitrate) {
            this.initialAvailableOutgoingBitrate = initialAvailableOutgoingBitrate;
            return this;
        }

        /**
         * Sets {@link WebRtcTransportOptions#enableSctp}: whether data messages over SCTP are possible. Default false.
         */
        public Builder enableSctp(boolean enableSctp) {
            this.enableSctp = enableSctp;
            return this;
        }

        /** Sets {@link WebRtcTransportOptions#sctp}: sizes of the SCTP association; used when SCTP is enabled. */
        public Builder sctp(SctpOptions sctp) {
            this.sctp = sctp;
            return this;
        }

        /** Sets {@link WebRtcTransportOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public WebRtcTransportOptions build() {
            return new WebRtcTransportOptions(
                    webRtcServer,
                    listenInfos,
                    enableUdp,
                    enableTcp,
                    preferUdp,
                    preferTcp,
                    iceConsentTimeout,
                    initialAvailableOutgoingBitrate,
                    enableSctp,
                    sctp,
                    appData);
        }
    }
}

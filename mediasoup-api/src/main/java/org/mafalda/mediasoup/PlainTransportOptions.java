package org.mafalda.mediasoup;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * Options of a new PlainTransport. Immutable.
 *
 * @param listenInfo Where it listens for RTP, and RTCP unless that has its own.
 * @param rtcpListenInfo Where it listens for RTCP; switches {@code rtcpMux} off.
 * @param rtcpMux Whether RTP and RTCP share a port (RFC 5761). Default true.
 * @param comedia Whether the remote address is learnt from the first packet instead of {@code connect}. Default false.
 * @param enableSctp Whether data messages over SCTP are possible. Default false.
 * @param sctp Sizes of the SCTP association; used when SCTP is enabled.
 * @param enableSrtp Whether media is encrypted (RFC 3711); then {@code connect} must be called with the remote SRTP
 *     parameters. Default false.
 * @param srtpCryptoSuite The encryption. Default AES_CM_128_HMAC_SHA1_80.
 * @param appData The application's own data; see {@link AppData}.
 */
public record PlainTransportOptions(
        TransportListenInfo listenInfo,
        @Nullable TransportListenInfo rtcpListenInfo,
        boolean rtcpMux,
        boolean comedia,
        boolean enableSctp,
        SctpOptions sctp,
        boolean enableSrtp,
        SrtpCryptoSuite srtpCryptoSuite,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public PlainTransportOptions {
        Objects.requireNonNull(listenInfo, "listenInfo");
        Objects.requireNonNull(sctp, "sctp");
        Objects.requireNonNull(srtpCryptoSuite, "srtpCryptoSuite");
        appData = AppData.normalize("appData", appData);
        rtcpMux = rtcpMux && rtcpListenInfo == null;
        if (listenInfo.protocol() != TransportProtocol.UDP) {
            throw InvalidArgumentException.of("listenInfo.protocol", listenInfo.protocol(), "must be udp");
        }
        if (rtcpListenInfo != null && rtcpListenInfo.protocol() != TransportProtocol.UDP) {
            throw InvalidArgumentException.of("rtcpListenInfo.protocol", rtcpListenInfo.protocol(), "must be udp");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(TransportListenInfo listenInfo) {
        return new Builder(listenInfo);
    }

    /** The same with other places to listen. */
    public PlainTransportOptions withListenInfos(
            TransportListenInfo other, @Nullable TransportListenInfo otherForRtcp) {
        return new PlainTransportOptions(
                other, otherForRtcp, rtcpMux, comedia, enableSctp, sctp, enableSrtp, srtpCryptoSuite, appData);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final TransportListenInfo listenInfo;
        private @Nullable TransportListenInfo rtcpListenInfo;
        private boolean rtcpMux = true;
        private boolean comedia;
        private boolean enableSctp;
        private SctpOptions sctp = SctpOptions.DEFAULT;
        private boolean enableSrtp;
        private SrtpCryptoSuite srtpCryptoSuite = SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder(TransportListenInfo listenInfo) {
            this.listenInfo = listenInfo;
        }

        /**
         * Sets {@link PlainTransportOptions#rtcpListenInfo}: where it listens for RTCP; switches {@code rtcpMux} off.
         */
        public Builder rtcpListenInfo(TransportListenInfo rtcpListenInfo) {
            this.rtcpListenInfo = rtcpListenInfo;
            return this;
        }

        /** Sets {@link PlainTransportOptions#rtcpMux}: whether RTP and RTCP share a port (RFC 5761). Default true. */
        public Builder rtcpMux(boolean rtcpMux) {
            this.rtcpMux = rtcpMux;
            return this;
        }

        /**
         * Sets {@link PlainTransportOptions#comedia}: whether the remote address is learnt from the first packet
         * instead of {@code connect}. Default false.
         */
        public Builder comedia(boolean comedia) {
            this.comedia = comedia;
            return this;
        }

        /**
         * Sets {@link PlainTransportOptions#enableSctp}: whether data messages over SCTP are possible. Default false.
         */
        public Builder enableSctp(boolean enableSctp) {
            this.enableSctp = enableSctp;
            return this;
        }

        /** Sets {@link PlainTransportOptions#sctp}: sizes of the SCTP association; used when SCTP is enabled. */
        public Builder sctp(SctpOptions sctp) {
            this.sctp = sctp;
            return this;
        }

        /**
         * Sets {@link PlainTransportOptions#enableSrtp}: whether media is encrypted (RFC 3711); then {@code connect}
         * must be called with the remote SRTP parameters. Default false.
         */
        public Builder enableSrtp(boolean enableSrtp) {
            this.enableSrtp = enableSrtp;
            return this;
        }

        /** Sets {@link PlainTransportOptions#srtpCryptoSuite}: the encryption. Default AES_CM_128_HMAC_SHA1_80. */
        public Builder srtpCryptoSuite(SrtpCryptoSuite srtpCryptoSuite) {
            this.srtpCryptoSuite = srtpCryptoSuite;
            return this;
        }

        /** Sets {@link PlainTransportOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public PlainTransportOptions build() {
            return new PlainTransportOptions(
                    listenInfo,
                    rtcpListenInfo,
                    rtcpMux,
                    comedia,
                    enableSctp,
                    sctp,
                    enableSrtp,
                    srtpCryptoSuite,
                    appData);
        }
    }
}

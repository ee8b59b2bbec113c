package org.mafalda.mediasoup.rtp;

import org.jspecify.annotations.Nullable;

/**
 * An encoding within {@link RtpParameters}: one RTP stream and its RTX stream, if any. Immutable.
 *
 * @param ssrc the SSRC of the media stream, 0 to 2^32-1
 * @param rid the RID of the stream (RFC 8851), unique within the parameters
 * @param codecPayloadType the payload type of the codec of this encoding, 0 to 127; default: the first media codec
 * @param rtx the RTX stream (RFC 4588)
 * @param dtx whether transmission may pause (silence, still pictures), which disables the worker's inactivity checks;
 *     default false
 * @param scalabilityMode spatial and temporal layers of the stream (W3C webrtc-svc), for instance {@code "L1T3"}, see
 *     {@link ScalabilityMode}
 * @param maxBitrate the highest bitrate that is announced for the stream, in bits per second
 */
public record RtpEncodingParameters(
        @Nullable Long ssrc,
        @Nullable String rid,
        @Nullable Integer codecPayloadType,
        @Nullable Rtx rtx,
        @Nullable Boolean dtx,
        @Nullable String scalabilityMode,
        @Nullable Long maxBitrate) {
    public RtpEncodingParameters {
        RtpFields.range("ssrc", ssrc, 0, RtpFields.MAX_SSRC);
        RtpFields.range("codecPayloadType", codecPayloadType, 0, RtpFields.MAX_PAYLOAD_TYPE);
        RtpFields.range("maxBitrate", maxBitrate, 0, Long.MAX_VALUE);
    }

    /**
     * The RTX stream of an encoding.
     *
     * @param ssrc its SSRC, 0 to 2^32-1
     */
    public record Rtx(long ssrc) {
        public Rtx {
            RtpFields.range("rtx.ssrc", ssrc, 0, RtpFields.MAX_SSRC);
        }
    }

    /** A builder with everything unset. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.ssrc = ssrc;
        builder.rid = rid;
        builder.codecPayloadType = codecPayloadType;
        builder.rtx = rtx;
        builder.dtx = dtx;
        builder.scalabilityMode = scalabilityMode;
        builder.maxBitrate = maxBitrate;
        return builder;
    }

    /** Builds {@link RtpEncodingParameters}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Long ssrc;
        private @Nullable String rid;
        private @Nullable Integer codecPayloadType;
        private @Nullable Rtx rtx;
        private @Nullable Boolean dtx;
        private @Nullable String scalabilityMode;
        private @Nullable Long maxBitrate;

        private Builder() {}

        /** The SSRC of the media stream, 0 to 2^32-1; default: unset. */
        public Builder ssrc(long ssrc) {
            this.ssrc = ssrc;
            return this;
        }

        /** The RID of the stream; default: unset. */
        public Builder rid(String rid) {
            this.rid = rid;
            return this;
        }

        /** The payload type of the codec of this encoding, 0 to 127; default: unset, the first media codec. */
        public Builder codecPayloadType(int codecPayloadType) {
            this.codecPayloadType = codecPayloadType;
            return this;
        }

        /** The RTX stream; default: none. */
        public Builder rtx(Rtx rtx) {
            this.rtx = rtx;
            return this;
        }

        /** Whether transmission may pause; default: unset, which means false. */
        public Builder dtx(boolean dtx) {
            this.dtx = dtx;
            return this;
        }

        /** Spatial and temporal layers, for instance {@code "L1T3"}; default: unset. */
        public Builder scalabilityMode(String scalabilityMode) {
            this.scalabilityMode = scalabilityMode;
            return this;
        }

        /** The highest announced bitrate, in bits per second; default: unset. */
        public Builder maxBitrate(long maxBitrate) {
            this.maxBitrate = maxBitrate;
            return this;
        }

        /** The encoding. */
        public RtpEncodingParameters build() {
            return new RtpEncodingParameters(ssrc, rid, codecPayloadType, rtx, dtx, scalabilityMode, maxBitrate);
        }
    }
}

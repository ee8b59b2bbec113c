package org.mafalda.mediasoup.rtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A media stream as an endpoint sends it to a producer, or as a consumer sends it to an endpoint. Immutable.
 *
 * <p>The parameters of a producer have one encoding, or several for simulcast, each with an SSRC or a RID. Those of a
 * consumer have one encoding with SSRCs of its own; those of a pipe consumer have all encodings of the producer.
 *
 * @param mid the MID of the stream (RFC 9143)
 * @param codecs media and RTX codecs in use
 * @param headerExtensions RTP header extensions in use; never null
 * @param encodings the RTP streams; never null
 * @param rtcp RTCP settings
 * @param msid the media stream identification (RFC 8830)
 */
public record RtpParameters(
        @Nullable String mid,
        List<RtpCodecParameters> codecs,
        List<RtpHeaderExtensionParameters> headerExtensions,
        List<RtpEncodingParameters> encodings,
        @Nullable RtcpParameters rtcp,
        @Nullable String msid) {
    public RtpParameters {
        codecs = RtpFields.list("codecs", RtpFields.given("codecs", codecs));
        headerExtensions = RtpFields.list("headerExtensions", headerExtensions);
        encodings = RtpFields.list("encodings", encodings);
    }

    /** A builder of parameters with these media and RTX codecs. */
    public static Builder builder(List<RtpCodecParameters> codecs) {
        return new Builder(codecs);
    }

    /** A builder that starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(codecs);
        builder.mid = mid;
        builder.headerExtensions = headerExtensions;
        builder.encodings = encodings;
        builder.rtcp = rtcp;
        builder.msid = msid;
        return builder;
    }

    /** Builds {@link RtpParameters}. Not thread-safe. */
    public static final class Builder {
        private List<RtpCodecParameters> codecs;
        private @Nullable String mid;
        private List<RtpHeaderExtensionParameters> headerExtensions = List.of();
        private List<RtpEncodingParameters> encodings = List.of();
        private @Nullable RtcpParameters rtcp;
        private @Nullable String msid;

        private Builder(List<RtpCodecParameters> codecs) {
            this.codecs = codecs;
        }

        /** The MID of the stream; default: unset. */
        public Builder mid(String mid) {
            this.mid = mid;
            return this;
        }

        /** Media and RTX codecs in use, in place of those that the builder began with. */
        public Builder codecs(List<RtpCodecParameters> codecs) {
            this.codecs = codecs;
            return this;
        }

        /** RTP header extensions in use; default: none. */
        public Builder headerExtensions(List<RtpHeaderExtensionParameters> headerExtensions) {
            this.headerExtensions = headerExtensions;
            return this;
        }

        /** The RTP streams; default: none, which a transport takes as one with everything unset. */
        public Builder encodings(List<RtpEncodingParameters> encodings) {
            this.encodings = encodings;
            return this;
        }

        /** RTCP settings; default: unset. */
        public Builder rtcp(RtcpParameters rtcp) {
            this.rtcp = rtcp;
            return this;
        }

        /** The media stream identification; default: unset. */
        public Builder msid(String msid) {
            this.msid = msid;
            return this;
        }

        /** The parameters. */
        public RtpParameters build() {
            return new RtpParameters(mid, codecs, headerExtensions, encodings, rtcp, msid);
        }
    }
}

package org.mafalda.mediasoup.rtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the payload types and streams of a producer map to those that its router uses. Immutable.
 *
 * @param codecs one entry per codec of the producer: media codecs first, then RTX codecs; never null
 * @param encodings one entry per encoding of the producer, in the same order; never null
 */
public record RtpCodecsEncodingsMapping(List<CodecMapping> codecs, List<EncodingMapping> encodings) {
    public RtpCodecsEncodingsMapping {
        codecs = RtpFields.list("codecs", codecs);
        encodings = RtpFields.list("encodings", encodings);
    }

    /**
     * The mapping of one codec.
     *
     * @param payloadType the producer's payload type, 0 to 127
     * @param mappedPayloadType the router's payload type, 0 to 127
     */
    public record CodecMapping(int payloadType, int mappedPayloadType) {
        public CodecMapping {
            RtpFields.range("payloadType", payloadType, 0, RtpFields.MAX_PAYLOAD_TYPE);
            RtpFields.range("mappedPayloadType", mappedPayloadType, 0, RtpFields.MAX_PAYLOAD_TYPE);
        }
    }

    /**
     * The mapping of one encoding.
     *
     * @param ssrc the producer's SSRC, 0 to 2^32-1
     * @param rid the producer's RID
     * @param mappedSsrc the SSRC inside the router, 0 to 2^32-1
     */
    public record EncodingMapping(
            @Nullable Long ssrc, @Nullable String rid, long mappedSsrc) {
        public EncodingMapping {
            RtpFields.range("ssrc", ssrc, 0, RtpFields.MAX_SSRC);
            RtpFields.range("mappedSsrc", mappedSsrc, 0, RtpFields.MAX_SSRC);
        }
    }
}

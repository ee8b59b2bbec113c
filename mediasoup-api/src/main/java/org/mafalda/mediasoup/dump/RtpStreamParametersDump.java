package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of an RTP stream. Immutable.
 *
 * @param encodingIdx index in the encodings of the RTP parameters, from 0
 * @param ssrc SSRC, 0 to 4294967295
 * @param payloadType payload type, 0 to 127
 * @param mimeType media type of the codec: {@code video/VP8}
 * @param clockRate clock rate of the codec, in Hz
 * @param rid RID (RFC 8851); null without one
 * @param cname CNAME (RFC 3550)
 * @param rtxSsrc SSRC of its RTX stream; null without one
 * @param rtxPayloadType payload type of its RTX stream, 0 to 127; null without one
 * @param useNack whether NACK (RFC 4585) is used
 * @param usePli whether PLI (RFC 4585) is used
 * @param useFir whether FIR (RFC 5104) is used
 * @param useInBandFec whether in-band FEC of Opus (RFC 7587) is used
 * @param useDtx whether DTX of Opus (RFC 7587) is used
 * @param spatialLayers number of spatial layers, at least 1
 * @param temporalLayers number of temporal layers, at least 1
 */
public record RtpStreamParametersDump(
        int encodingIdx,
        long ssrc,
        int payloadType,
        String mimeType,
        int clockRate,
        @Nullable String rid,
        String cname,
        @Nullable Long rtxSsrc,
        @Nullable Integer rtxPayloadType,
        boolean useNack,
        boolean usePli,
        boolean useFir,
        boolean useInBandFec,
        boolean useDtx,
        int spatialLayers,
        int temporalLayers) {}

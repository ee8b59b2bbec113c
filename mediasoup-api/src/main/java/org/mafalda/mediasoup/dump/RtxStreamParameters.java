package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of an RTX stream (RFC 4588). Immutable.
 *
 * @param ssrc SSRC, 0 to 4294967295
 * @param payloadType payload type, 0 to 127
 * @param mimeType media type: {@code video/rtx}
 * @param clockRate clock rate, in Hz
 * @param rrid RID of the stream that it repairs (RFC 8852); null without one
 * @param cname CNAME (RFC 3550)
 */
public record RtxStreamParameters(
        long ssrc,
        int payloadType,
        String mimeType,
        int clockRate,
        @Nullable String rrid,
        String cname) {}

package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.MediaKind;

/**
 * The figures that received and sent RTP streams have in common. Immutable.
 *
 * @param timestamp when the figures were taken, in ms on the monotonic clock of the worker's box
 * @param ssrc SSRC of the stream, 0 to 4294967295 (RFC 3550)
 * @param rtxSsrc SSRC of its RTX stream (RFC 4588); null without one
 * @param rid RID of the stream (RFC 8851); null without one
 * @param kind audio or video
 * @param mimeType media type of the codec: {@code video/VP8}
 * @param packetsLost RTP packets lost (RFC 3550, section 6.4.1); may be negative when packets arrive twice
 * @param fractionLost share of RTP packets lost since the last report, in 256ths, 0 to 255 (RFC 3550, section 6.4.1)
 * @param jitter interarrival jitter, in units of the RTP timestamp (RFC 3550, section 6.4.1)
 * @param packetsDiscarded RTP packets thrown away on arrival: duplicate or too old
 * @param packetsRetransmitted RTP packets that were sent again
 * @param packetsRepaired lost RTP packets that a retransmission brought
 * @param nackCount NACK messages (RFC 4585) sent for a received stream, received for a sent one
 * @param nackPacketCount RTP packets that those NACK messages asked for
 * @param pliCount PLI messages (RFC 4585) sent for a received stream, received for a sent one
 * @param firCount FIR messages (RFC 5104) sent for a received stream, received for a sent one
 * @param roundTripTime round-trip time, in ms; 0 until it is known
 * @param rtxPacketsDiscarded RTX packets thrown away on arrival; null if there are none
 * @param score quality of the stream: 0 (nothing arrives) to 10 (perfect)
 */
public record BaseRtpStreamStats(
        long timestamp,
        long ssrc,
        @Nullable Long rtxSsrc,
        @Nullable String rid,
        MediaKind kind,
        String mimeType,
        long packetsLost,
        int fractionLost,
        long jitter,
        long packetsDiscarded,
        long packetsRetransmitted,
        long packetsRepaired,
        long nackCount,
        long nackPacketCount,
        long pliCount,
        long firCount,
        double roundTripTime,
        @Nullable Long rtxPacketsDiscarded,
        int score) {}

package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.MediaKind;

/** The figures of one RTP stream. Immutable; counters start with the stream. */
public sealed interface RtpStreamStats permits RtpStreamRecvStats, RtpStreamSendStats {
    /** mediasoup's own word for the direction, seen from the worker: {@code inbound-rtp} or {@code outbound-rtp}. */
    String type();

    /** The figures that both directions have in common; methods here read them from it. */
    BaseRtpStreamStats base();

    /** RTP packets in total. */
    long packetCount();

    /** RTP bytes in total. */
    long byteCount();

    /** Current bitrate, in bit/s. */
    long bitrate();

    /** When the figures were taken, in ms on the monotonic clock of the worker's box. */
    default long timestamp() {
        return base().timestamp();
    }

    /** SSRC of the stream, 0 to 4294967295 (RFC 3550). */
    default long ssrc() {
        return base().ssrc();
    }

    /** SSRC of its RTX stream (RFC 4588); null without one. */
    default @Nullable Long rtxSsrc() {
        return base().rtxSsrc();
    }

    /** RID of the stream (RFC 8851); null without one. */
    default @Nullable String rid() {
        return base().rid();
    }

    /** Audio or video. */
    default MediaKind kind() {
        return base().kind();
    }

    /** Media type of the codec: {@code video/VP8}. */
    default String mimeType() {
        return base().mimeType();
    }

    /** RTP packets lost (RFC 3550, section 6.4.1); may be negative when packets arrive twice. */
    default long packetsLost() {
        return base().packetsLost();
    }

    /** Share of RTP packets lost since the last report, in 256ths, 0 to 255 (RFC 3550, section 6.4.1). */
    default int fractionLost() {
        return base().fractionLost();
    }

    /** Interarrival jitter, in units of the RTP timestamp (RFC 3550, section 6.4.1). */
    default long jitter() {
        return base().jitter();
    }

    /** RTP packets thrown away on arrival: duplicate or too old. */
    default long packetsDiscarded() {
        return base().packetsDiscarded();
    }

    /** RTP packets that were sent again. */
    default long packetsRetransmitted() {
        return base().packetsRetransmitted();
    }

    /** Lost RTP packets that a retransmission brought. */
    default long packetsRepaired() {
        return base().packetsRepaired();
    }

    /** NACK messages (RFC 4585) sent for a received stream, received for a sent one. */
    default long nackCount() {
        return base().nackCount();
    }

    /** RTP packets that those NACK messages asked for. */
    default long nackPacketCount() {
        return base().nackPacketCount();
    }

    /** PLI messages (RFC 4585) sent for a received stream, received for a sent one. */
    default long pliCount() {
        return base().pliCount();
    }

    /** FIR messages (RFC 5104) sent for a received stream, received for a sent one. */
    default long firCount() {
        return base().firCount();
    }

    /** Round-trip time, in ms; 0 until it is known. */
    default double roundTripTime() {
        return base().roundTripTime();
    }

    /** RTX packets thrown away on arrival; null if there are none. */
    default @Nullable Long rtxPacketsDiscarded() {
        return base().rtxPacketsDiscarded();
    }

    /** Quality of the stream: 0 (nothing arrives) to 10 (perfect). */
    default int score() {
        return base().score();
    }
}

package org.mafalda.mediasoup.stats;

/**
 * An RTP stream that a consumer sends. Immutable.
 *
 * @param base the figures that both directions have in common
 * @param packetCount RTP packets in total
 * @param byteCount RTP bytes in total
 * @param bitrate current bitrate, in bit/s
 */
public record RtpStreamSendStats(BaseRtpStreamStats base, long packetCount, long byteCount, long bitrate)
        implements RtpStreamStats {

    @Override
    public String type() {
        return "outbound-rtp";
    }
}

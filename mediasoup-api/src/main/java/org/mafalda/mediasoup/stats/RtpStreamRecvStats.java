package org.mafalda.mediasoup.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An RTP stream that a producer receives. Immutable.
 *
 * @param base the figures that both directions have in common
 * @param packetCount RTP packets in total
 * @param byteCount RTP bytes in total
 * @param bitrate current bitrate, in bit/s
 * @param bitrateByLayer bitrate of each layer of the stream, in bit/s, by "spatial.temporal" index: {@code 0.1}
 */
public record RtpStreamRecvStats(
        BaseRtpStreamStats base, long packetCount, long byteCount, long bitrate, Map<String, Long> bitrateByLayer)
        implements RtpStreamStats {

    /** Copies the map. */
    public RtpStreamRecvStats {
        bitrateByLayer = Collections.unmodifiableMap(new LinkedHashMap<>(bitrateByLayer));
    }

    @Override
    public String type() {
        return "inbound-rtp";
    }
}

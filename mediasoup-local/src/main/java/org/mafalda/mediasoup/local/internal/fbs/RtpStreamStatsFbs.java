package org.mafalda.mediasoup.local.internal.fbs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mafalda.mediasoup.stats.BaseRtpStreamStats;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.stats.RtpStreamSendStats;
import org.mafalda.mediasoup.stats.RtpStreamStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.BaseStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.BitrateByLayer;
import org.mafalda.mediasoup.worker.fbs.rtpstream.RecvStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.SendStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Stats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.StatsData;

/** The RTP streams in stats of producers and consumers. */
final class RtpStreamStatsFbs {
    private RtpStreamStatsFbs() {}

    static RtpStreamStats read(Stats stats) {
        return stats.dataType() == StatsData.RecvStats ? readReceived(stats) : readSent(stats);
    }

    static RtpStreamRecvStats readReceived(Stats stats) {
        RecvStats received = (RecvStats) stats.data(new RecvStats());
        return new RtpStreamRecvStats(
                readBase(received.base()),
                received.packetCount(),
                received.byteCount(),
                received.bitrate(),
                readBitrates(received));
    }

    private static RtpStreamSendStats readSent(Stats stats) {
        SendStats sent = (SendStats) stats.data(new SendStats());
        return new RtpStreamSendStats(readBase(sent.base()), sent.packetCount(), sent.byteCount(), sent.bitrate());
    }

    private static BaseRtpStreamStats readBase(Stats stats) {
        BaseStats base = (BaseStats) stats.data(new BaseStats());
        return new BaseRtpStreamStats(
                base.timestamp(),
                base.ssrc(),
                base.hasRtxSsrc() ? base.rtxSsrc() : null,
                OptionalFbs.text(base.rid()),
                RtpTypeFbs.KIND.read(base.kind()),
                base.mimeType(),
                base.packetsLost(),
                base.fractionLost(),
                base.jitter(),
                base.packetsDiscarded(),
                base.packetsRetransmitted(),
                base.packetsRepaired(),
                base.nackCount(),
                base.nackPacketCount(),
                base.pliCount(),
                base.firCount(),
                base.roundTripTime(),
                base.rtxPacketsDiscarded() == 0 ? null : base.rtxPacketsDiscarded(),
                base.score());
    }

    private static Map<String, Long> readBitrates(RecvStats received) {
        Map<String, Long> bitrates = new LinkedHashMap<>();
        BitrateByLayer layer = new BitrateByLayer();
        for (int i = 0; i < received.bitrateByLayerLength(); i++) {
            received.bitrateByLayer(layer, i);
            bitrates.put(layer.layer(), layer.bitrate());
        }
        return bitrates;
    }
}

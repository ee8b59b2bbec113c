package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.dump.DirectTransportDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.DirectTransportStat;
import org.mafalda.mediasoup.worker.fbs.directtransport.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.directtransport.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.request.Method;

/** What direct transports are asked. */
public final class DirectTransportFbs {
    private DirectTransportFbs() {}

    /** The inner state. */
    public static Request<DirectTransportDump> dump(String transportId) {
        return Request.of("transport.dump", Method.TRANSPORT_DUMP, transportId, DirectTransportFbs::readDump);
    }

    /** The traffic. */
    public static Request<DirectTransportStat> getStats(String transportId) {
        return Request.of("transport.getStats", Method.TRANSPORT_GET_STATS, transportId, DirectTransportFbs::readStats);
    }

    static int writeOptions(FlatBufferBuilder builder, DirectTransportOptions options) {
        int base =
                TransportOptionsFbs.writeDirect(builder, options.maxSendMessageSize(), options.maxReceiveMessageSize());
        return org.mafalda.mediasoup.worker.fbs.directtransport.DirectTransportOptions.createDirectTransportOptions(
                builder, base);
    }

    static DirectTransportDump readDump(Reply reply) {
        return new DirectTransportDump(
                TransportDumpFbs.read(reply.body(new DumpResponse()).base()));
    }

    private static DirectTransportStat readStats(Reply reply) {
        return new DirectTransportStat(
                TransportStatsFbs.read(reply.body(new GetStatsResponse()).base()));
    }
}

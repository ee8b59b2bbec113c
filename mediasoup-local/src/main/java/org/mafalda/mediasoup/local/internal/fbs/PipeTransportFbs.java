package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.dump.PipeTransportDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.PipeTransportStat;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.mediasoup.worker.fbs.pipetransport.ConnectRequest;
import org.mafalda.mediasoup.worker.fbs.pipetransport.ConnectResponse;
import org.mafalda.mediasoup.worker.fbs.pipetransport.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.pipetransport.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;

/** What pipe transports are asked. */
public final class PipeTransportFbs {
    private PipeTransportFbs() {}

    /** The inner state. */
    public static Request<PipeTransportDump> dump(String transportId) {
        return Request.of("transport.dump", Method.TRANSPORT_DUMP, transportId, PipeTransportFbs::readDump);
    }

    /** The traffic. */
    public static Request<PipeTransportStat> getStats(String transportId) {
        return Request.of("transport.getStats", Method.TRANSPORT_GET_STATS, transportId, PipeTransportFbs::readStats);
    }

    /** Hands over the remote address; gives the flow. */
    public static Request<TransportTuple> connect(String transportId, PipeTransportConnectOptions options) {
        return new Request<>(
                "pipeTransport.connect",
                Method.PIPETRANSPORT_CONNECT,
                transportId,
                Body.PipeTransport_ConnectRequest,
                builder -> writeConnect(builder, options),
                reply -> TupleFbs.read(reply.body(new ConnectResponse()).tuple()));
    }

    static int writeOptions(FlatBufferBuilder builder, PipeTransportOptions options) {
        int base = TransportOptionsFbs.write(builder, null, options.enableSctp(), options.sctp(), false);
        int listenInfo = ListenInfoFbs.write(builder, options.listenInfo());
        return org.mafalda.mediasoup.worker.fbs.pipetransport.PipeTransportOptions.createPipeTransportOptions(
                builder, base, listenInfo, options.enableRtx(), options.enableSrtp());
    }

    private static int writeConnect(FlatBufferBuilder builder, PipeTransportConnectOptions options) {
        int ip = builder.createString(options.ip());
        int srtpParameters = SrtpParametersFbs.write(builder, options.srtpParameters());
        ConnectRequest.startConnectRequest(builder);
        ConnectRequest.addIp(builder, ip);
        OptionalFbs.add(builder, ConnectRequest::addPort, options.port());
        ConnectRequest.addSrtpParameters(builder, srtpParameters);
        return ConnectRequest.endConnectRequest(builder);
    }

    static PipeTransportDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new PipeTransportDump(
                TransportDumpFbs.read(dump.base()),
                TupleFbs.read(dump.tuple()),
                dump.rtx(),
                SrtpParametersFbs.read(dump.srtpParameters()));
    }

    private static PipeTransportStat readStats(Reply reply) {
        GetStatsResponse stats = reply.body(new GetStatsResponse());
        return new PipeTransportStat(TransportStatsFbs.read(stats.base()), TupleFbs.read(stats.tuple()));
    }
}

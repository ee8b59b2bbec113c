package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.dump.PlainTransportDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.PlainTransportStat;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.worker.fbs.plaintransport.ConnectRequest;
import org.mafalda.mediasoup.worker.fbs.plaintransport.ConnectResponse;
import org.mafalda.mediasoup.worker.fbs.plaintransport.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.plaintransport.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;

/** What plain transports are asked. */
public final class PlainTransportFbs {
    private PlainTransportFbs() {}

    /** The inner state. */
    public static Request<PlainTransportDump> dump(String transportId) {
        return Request.of("transport.dump", Method.TRANSPORT_DUMP, transportId, PlainTransportFbs::readDump);
    }

    /** The traffic. */
    public static Request<PlainTransportStat> getStats(String transportId) {
        return Request.of("transport.getStats", Method.TRANSPORT_GET_STATS, transportId, PlainTransportFbs::readStats);
    }

    /** Hands over the remote address. */
    public static Request<PlainConnectReply> connect(String transportId, PlainTransportConnectOptions options) {
        return new Request<>(
                "plainTransport.connect",
                Method.PLAINTRANSPORT_CONNECT,
                transportId,
                Body.PlainTransport_ConnectRequest,
                builder -> writeConnect(builder, options),
                PlainTransportFbs::readConnect);
    }

    static int writeOptions(FlatBufferBuilder builder, PlainTransportOptions options) {
        int base = TransportOptionsFbs.write(builder, null, options.enableSctp(), options.sctp(), false);
        int listenInfo = ListenInfoFbs.write(builder, options.listenInfo());
        TransportListenInfo rtcp = options.rtcpListenInfo();
        int rtcpListenInfo = rtcp == null ? 0 : ListenInfoFbs.write(builder, rtcp);
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.startPlainTransportOptions(builder);
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.addBase(builder, base);
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.addListenInfo(builder, listenInfo);
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.addRtcpListenInfo(
                builder, rtcpListenInfo);
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.addRtcpMux(builder, options.rtcpMux());
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.addComedia(builder, options.comedia());
        org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.addEnableSrtp(
                builder, options.enableSrtp());
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions::addSrtpCryptoSuite,
                SrtpParametersFbs.CRYPTO_SUITE.write(options.srtpCryptoSuite()));
        return org.mafalda.mediasoup.worker.fbs.plaintransport.PlainTransportOptions.endPlainTransportOptions(builder);
    }

    private static int writeConnect(FlatBufferBuilder builder, PlainTransportConnectOptions options) {
        int ip = OptionalFbs.string(builder, options.ip());
        int srtpParameters = SrtpParametersFbs.write(builder, options.srtpParameters());
        ConnectRequest.startConnectRequest(builder);
        ConnectRequest.addIp(builder, ip);
        OptionalFbs.add(builder, ConnectRequest::addPort, options.port());
        OptionalFbs.add(builder, ConnectRequest::addRtcpPort, options.rtcpPort());
        ConnectRequest.addSrtpParameters(builder, srtpParameters);
        return ConnectRequest.endConnectRequest(builder);
    }

    private static PlainConnectReply readConnect(Reply reply) {
        ConnectResponse response = reply.body(new ConnectResponse());
        return new PlainConnectReply(
                TupleFbs.readIfPresent(response.tuple()),
                TupleFbs.readIfPresent(response.rtcpTuple()),
                SrtpParametersFbs.read(response.srtpParameters()));
    }

    static PlainTransportDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new PlainTransportDump(
                TransportDumpFbs.read(dump.base()),
                dump.rtcpMux(),
                dump.comedia(),
                TupleFbs.read(dump.tuple()),
                TupleFbs.readIfPresent(dump.rtcpTuple()),
                SrtpParametersFbs.read(dump.srtpParameters()));
    }

    private static PlainTransportStat readStats(Reply reply) {
        GetStatsResponse stats = reply.body(new GetStatsResponse());
        return new PlainTransportStat(
                TransportStatsFbs.read(stats.base()),
                stats.rtcpMux(),
                stats.comedia(),
                TupleFbs.read(stats.tuple()),
                TupleFbs.readIfPresent(stats.rtcpTuple()));
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.dump.WebRtcTransportDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.WebRtcTransportStat;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.transport.RestartIceResponse;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.ConnectRequest;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.ConnectResponse;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceCandidate;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.Listen;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.ListenIndividual;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.ListenServer;

/** What WebRTC transports are asked. */
public final class WebRtcTransportFbs {
    private WebRtcTransportFbs() {}

    /** The inner state. */
    public static Request<WebRtcTransportDump> dump(String transportId) {
        return Request.of("transport.dump", Method.TRANSPORT_DUMP, transportId, WebRtcTransportFbs::readDump);
    }

    /** The traffic. */
    public static Request<WebRtcTransportStat> getStats(String transportId) {
        return Request.of("transport.getStats", Method.TRANSPORT_GET_STATS, transportId, WebRtcTransportFbs::readStats);
    }

    /** Hands over the remote DTLS parameters; gives the local role. */
    public static Request<DtlsRole> connect(String transportId, DtlsParameters remote) {
        return new Request<>(
                "webRtcTransport.connect",
                Method.WEBRTCTRANSPORT_CONNECT,
                transportId,
                Body.WebRtcTransport_ConnectRequest,
                builder -> ConnectRequest.createConnectRequest(builder, DtlsFbs.write(builder, remote)),
                reply -> DtlsFbs.ROLE.read(reply.body(new ConnectResponse()).dtlsLocalRole()));
    }

    /** Makes new ICE credentials. */
    public static Request<IceParameters> restartIce(String transportId) {
        return Request.of("transport.restartIce", Method.TRANSPORT_RESTART_ICE, transportId, reply -> {
            RestartIceResponse ice = reply.body(new RestartIceResponse());
            return new IceParameters(ice.usernameFragment(), ice.password(), ice.iceLite());
        });
    }

    static int writeOptions(FlatBufferBuilder builder, WebRtcTransportOptions options) {
        int base = TransportOptionsFbs.write(
                builder, options.initialAvailableOutgoingBitrate(), options.enableSctp(), options.sctp(), true);
        WebRtcServer server = options.webRtcServer();
        byte listenType = server == null ? Listen.ListenIndividual : Listen.ListenServer;
        int listen = server == null
                ? ListenIndividual.createListenIndividual(
                        builder,
                        ListenIndividual.createListenInfosVector(
                                builder, VectorFbs.offsets(builder, options.listenInfos(), ListenInfoFbs::write)))
                : ListenServer.createListenServer(builder, builder.createString(server.id()));
        return org.mafalda.mediasoup.worker.fbs.webrtctransport.WebRtcTransportOptions.createWebRtcTransportOptions(
                builder,
                base,
                listenType,
                listen,
                options.enableUdp(),
                options.tcpEnabled(),
                options.preferUdp(),
                options.preferTcp(),
                (int) options.iceConsentTimeout().toSeconds());
    }

    static WebRtcTransportDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new WebRtcTransportDump(
                TransportDumpFbs.read(dump.base()),
                IceFbs.ROLE.read(dump.iceRole()),
                IceFbs.readParameters(dump.iceParameters()),
                VectorFbs.tables(
                        dump.iceCandidatesLength(), new IceCandidate(), dump::iceCandidates, IceFbs::readCandidate),
                IceFbs.STATE.read(dump.iceState()),
                TupleFbs.readIfPresent(dump.iceSelectedTuple()),
                DtlsFbs.read(dump.dtlsParameters()),
                DtlsFbs.STATE.read(dump.dtlsState()),
                null);
    }

    private static WebRtcTransportStat readStats(Reply reply) {
        GetStatsResponse stats = reply.body(new GetStatsResponse());
        return new WebRtcTransportStat(
                TransportStatsFbs.read(stats.base()),
                IceFbs.ROLE.read(stats.iceRole()),
                IceFbs.STATE.read(stats.iceState()),
                TupleFbs.readIfPresent(stats.iceSelectedTuple()),
                DtlsFbs.STATE.read(stats.dtlsState()));
    }
}

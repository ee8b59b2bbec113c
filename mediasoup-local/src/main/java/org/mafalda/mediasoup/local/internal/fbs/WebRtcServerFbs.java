package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.dump.IceUserNameFragment;
import org.mafalda.mediasoup.dump.IpPort;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.webrtcserver.DumpResponse;

/** What WebRtcServers are asked. */
public final class WebRtcServerFbs {
    private WebRtcServerFbs() {}

    /** The inner state. */
    public static Request<WebRtcServerDump> dump(String webRtcServerId) {
        return Request.of("webRtcServer.dump", Method.WEBRTCSERVER_DUMP, webRtcServerId, WebRtcServerFbs::readDump);
    }

    private static WebRtcServerDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new WebRtcServerDump(
                dump.id(),
                VectorFbs.tables(
                        dump.udpSocketsLength(),
                        new org.mafalda.mediasoup.worker.fbs.webrtcserver.IpPort(),
                        dump::udpSockets,
                        WebRtcServerFbs::readIpPort),
                VectorFbs.tables(
                        dump.tcpServersLength(),
                        new org.mafalda.mediasoup.worker.fbs.webrtcserver.IpPort(),
                        dump::tcpServers,
                        WebRtcServerFbs::readIpPort),
                VectorFbs.values(dump.webRtcTransportIdsLength(), dump::webRtcTransportIds),
                VectorFbs.tables(
                        dump.localIceUsernameFragmentsLength(),
                        new org.mafalda.mediasoup.worker.fbs.webrtcserver.IceUserNameFragment(),
                        dump::localIceUsernameFragments,
                        fragment -> new IceUserNameFragment(
                                fragment.localIceUsernameFragment(), fragment.webRtcTransportId())));
    }

    private static IpPort readIpPort(org.mafalda.mediasoup.worker.fbs.webrtcserver.IpPort socket) {
        return new IpPort(socket.ip(), socket.port());
    }
}

package org.mafalda.mediasoup.dump;

import java.util.List;

/**
 * The inner state of a WebRtcServer. Immutable.
 *
 * @param id the server
 * @param udpSockets its UDP sockets
 * @param tcpServers its TCP servers
 * @param webRtcTransportIds ids of the transports that use it
 * @param localIceUsernameFragments which transport each local ICE username fragment belongs to
 */
public record WebRtcServerDump(
        String id,
        List<IpPort> udpSockets,
        List<IpPort> tcpServers,
        List<String> webRtcTransportIds,
        List<IceUserNameFragment> localIceUsernameFragments) {

    /** Copies the collections. */
    public WebRtcServerDump {
        udpSockets = List.copyOf(udpSockets);
        tcpServers = List.copyOf(tcpServers);
        webRtcTransportIds = List.copyOf(webRtcTransportIds);
        localIceUsernameFragments = List.copyOf(localIceUsernameFragments);
    }
}

package org.mafalda.mediasoup.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.IpAddress;
import org.mafalda.mediasoup.transport.TransportListenInfo;

/**
 * Fills in what a caller on another machine cannot know: a transport that listens on a wildcard address, and says
 * nothing of how it is reached, announces the machine's own media address of that family; a pipe, which is for other
 * machines of the same kind, the pipe address.
 */
record AnnouncedAddresses(List<String> mediaAddresses, List<String> pipeAddresses) {
    private static final String ANY_IPV4 = "0.0.0.0";
    private static final String ANY_IPV6 = "::";

    WebRtcTransportOptions fillIn(WebRtcTransportOptions options) {
        return mediaAddresses.isEmpty()
                ? options
                : options.withListenInfos(
                        options.listenInfos().stream().map(this::announceMedia).toList());
    }

    WebRtcServerOptions fillIn(WebRtcServerOptions options) {
        return mediaAddresses.isEmpty()
                ? options
                : new WebRtcServerOptions(
                        options.listenInfos().stream().map(this::announceMedia).toList(), options.appData());
    }

    PlainTransportOptions fillIn(PlainTransportOptions options) {
        if (mediaAddresses.isEmpty()) {
            return options;
        }
        TransportListenInfo rtcp = options.rtcpListenInfo();
        return options.withListenInfos(announceMedia(options.listenInfo()), rtcp == null ? null : announceMedia(rtcp));
    }

    PipeTransportOptions fillIn(PipeTransportOptions options) {
        return options.withListenInfo(announce(options.listenInfo(), pipeAddresses));
    }

    private TransportListenInfo announceMedia(TransportListenInfo info) {
        return announce(info, mediaAddresses);
    }

    private static TransportListenInfo announce(TransportListenInfo info, List<String> addresses) {
        String announced = info.announcedAddress() == null ? addressFor(info.ip(), addresses) : null;
        return announced == null
                ? info
                : info.toBuilder().announcedAddress(announced).build();
    }

    private static @Nullable String addressFor(String ip, List<String> addresses) {
        return switch (ip) {
            case ANY_IPV4 -> first(false, addresses);
            case ANY_IPV6 -> first(true, addresses);
            default -> null;
        };
    }

    /** The first address of the family; a host name serves both. */
    private static @Nullable String first(boolean ipv6, List<String> addresses) {
        return addresses.stream()
                .filter(address -> ipv6 ? !IpAddress.isIpv4(address) : !IpAddress.isIpv6(address))
                .findFirst()
                .orElse(null);
    }
}

package org.mafalda.mediasoup.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.IpAddress;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;

/**
 * Fills in what a caller on another machine cannot know: a transport that listens on a wildcard address, and says
 * nothing of how it is reached, announces the machine's own media address of that family; a pipe, which is for other
 * machines of the same kind, the pipe address. One that asks for no ports gets one of the machine's range.
 */
record ListenDefaults(
        List<String> mediaAddresses,
        List<String> pipeAddresses,
        @Nullable TransportPortRange portRange) {
    private static final String ANY_IPV4 = "0.0.0.0";
    private static final String ANY_IPV6 = "::";

    WebRtcTransportOptions fillIn(WebRtcTransportOptions options) {
        return options.withListenInfos(
                options.listenInfos().stream().map(this::forMedia).toList());
    }

    WebRtcServerOptions fillIn(WebRtcServerOptions options) {
        return new WebRtcServerOptions(
                options.listenInfos().stream().map(this::forMedia).toList(), options.appData());
    }

    PlainTransportOptions fillIn(PlainTransportOptions options) {
        TransportListenInfo rtcp = options.rtcpListenInfo();
        return options.withListenInfos(forMedia(options.listenInfo()), rtcp == null ? null : forMedia(rtcp));
    }

    PipeTransportOptions fillIn(PipeTransportOptions options) {
        return options.withListenInfo(fillIn(options.listenInfo(), pipeAddresses));
    }

    private TransportListenInfo forMedia(TransportListenInfo info) {
        return fillIn(info, mediaAddresses);
    }

    private TransportListenInfo fillIn(TransportListenInfo info, List<String> addresses) {
        String announced = info.announcedAddress() == null ? addressFor(info.ip(), addresses) : null;
        boolean anyPort = info.port() == 0
                && (info.portRange() == null || !info.portRange().given());
        if (announced == null && (!anyPort || portRange == null)) {
            return info;
        }
        TransportListenInfo.Builder filled = info.toBuilder();
        if (announced != null) {
            filled.announcedAddress(announced);
        }
        if (anyPort && portRange != null) {
            filled.portRange(portRange);
        }
        return filled.build();
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

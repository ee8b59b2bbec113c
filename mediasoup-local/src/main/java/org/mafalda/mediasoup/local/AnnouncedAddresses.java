package org.mafalda.mediasoup.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.IpAddress;
import org.mafalda.mediasoup.transport.TransportListenInfo;

/**
 * Fills in what a caller on another machine cannot know: a transport that listens on a wildcard address, and says
 * nothing of how it is reached, announces the machine's own media address of that family.
 */
record AnnouncedAddresses(List<String> mediaAddresses) {
    private static final String ANY_IPV4 = "0.0.0.0";
    private static final String ANY_IPV6 = "::";

    WebRtcTransportOptions fillIn(WebRtcTransportOptions options) {
        return mediaAddresses.isEmpty()
                ? options
                : options.withListenInfos(
                        options.listenInfos().stream().map(this::fillIn).toList());
    }

    PlainTransportOptions fillIn(PlainTransportOptions options) {
        if (mediaAddresses.isEmpty()) {
            return options;
        }
        TransportListenInfo rtcp = options.rtcpListenInfo();
        return options.withListenInfos(fillIn(options.listenInfo()), rtcp == null ? null : fillIn(rtcp));
    }

    private TransportListenInfo fillIn(TransportListenInfo info) {
        String announced = info.announcedAddress() == null ? addressFor(info.ip()) : null;
        return announced == null
                ? info
                : info.toBuilder().announcedAddress(announced).build();
    }

    private @Nullable String addressFor(String ip) {
        return switch (ip) {
            case ANY_IPV4 -> first(false);
            case ANY_IPV6 -> first(true);
            default -> null;
        };
    }

    /** The first address of the family; a host name serves both. */
    private @Nullable String first(boolean ipv6) {
        return mediaAddresses.stream()
                .filter(address -> ipv6 ? !IpAddress.isIpv4(address) : !IpAddress.isIpv6(address))
                .findFirst()
                .orElse(null);
    }
}

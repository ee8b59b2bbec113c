package org.mafalda.mediasoup.layers;

import java.util.List;
import java.util.Objects;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * How media goes from one router to another when the caller of {@link Router#pipeToRouter} does not say: what
 * {@link PipeToRouterOptions} gives takes precedence. Immutable.
 *
 * @param listenInfo where the pipe transport of the router that is piped from listens
 * @param targetListenInfo where the pipe transport of the target router listens
 * @param enableSrtp whether media is encrypted even when the caller does not ask for it
 */
public record PipePath(TransportListenInfo listenInfo, TransportListenInfo targetListenInfo, boolean enableSrtp) {
    /** Within a box: UDP on 127.0.0.1, in the clear. */
    public static final PipePath LOOPBACK = new PipePath(
            TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1"),
            TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1"),
            false);

    /**
     * Between boxes that have these pipe addresses: on wildcard addresses, for which each box announces its own pipe
     * address behind any number of layers, encrypted. {@link #LOOPBACK} if one of them has none but loopback: they are
     * one machine then.
     */
    public static PipePath between(List<String> near, List<String> far) {
        if (near.stream().allMatch(PipePath::isLoopback) || far.stream().allMatch(PipePath::isLoopback)) {
            return LOOPBACK;
        }
        boolean ipv6 = near.stream().allMatch(PipePath::isIpv6) || far.stream().allMatch(PipePath::isIpv6);
        TransportListenInfo any = TransportListenInfo.of(TransportProtocol.UDP, ipv6 ? "::" : "0.0.0.0");
        return new PipePath(any, any, true);
    }

    /** Whether an address is that of the machine itself alone. */
    public static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
    }

    private static boolean isIpv6(String address) {
        return address.indexOf(':') >= 0;
    }

    /** Refuses nulls. */
    public PipePath {
        Objects.requireNonNull(listenInfo, "listenInfo");
        Objects.requireNonNull(targetListenInfo, "targetListenInfo");
    }
}

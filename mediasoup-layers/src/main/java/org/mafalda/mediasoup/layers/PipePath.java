package org.mafalda.mediasoup.layers;

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

    /** Refuses nulls. */
    public PipePath {
        Objects.requireNonNull(listenInfo, "listenInfo");
        Objects.requireNonNull(targetListenInfo, "targetListenInfo");
    }
}

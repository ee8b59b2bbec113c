package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The inner state of a pipe transport. Immutable.
 *
 * @param base what transports of all kinds have
 * @param tuple the flow between the two routers
 * @param rtx whether lost packets are sent again as RTX (RFC 4588)
 * @param srtpParameters what the transport encrypts with; null without SRTP
 */
public record PipeTransportDump(
        BaseTransportDump base,
        TransportTuple tuple,
        boolean rtx,
        @Nullable SrtpParameters srtpParameters) implements TransportDump {}

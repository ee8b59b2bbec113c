package org.mafalda.mediasoup.stats;

import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The traffic of a pipe transport. Immutable.
 *
 * @param base the figures that transports of all kinds have
 * @param tuple the flow between the two routers
 */
public record PipeTransportStat(BaseTransportStats base, TransportTuple tuple) implements TransportStats {

    @Override
    public String type() {
        return "pipe-transport";
    }
}

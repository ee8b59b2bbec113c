package org.mafalda.mediasoup.stats;

/**
 * The traffic of a direct transport. Immutable.
 *
 * @param base the figures that transports of all kinds have
 */
public record DirectTransportStat(BaseTransportStats base) implements TransportStats {

    @Override
    public String type() {
        return "direct-transport";
    }
}

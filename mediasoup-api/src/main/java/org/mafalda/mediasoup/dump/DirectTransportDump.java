package org.mafalda.mediasoup.dump;

/**
 * The inner state of a direct transport. Immutable.
 *
 * @param base what transports of all kinds have
 */
public record DirectTransportDump(BaseTransportDump base) implements TransportDump {}

package org.mafalda.mediasoup.transport;

/**
 * What both sides of an SCTP association agreed on (RFC 9260, section 5.1.1). Immutable.
 *
 * @param negotiatedMaxOutboundStreams number of streams that the transport may send on, 0 to 65535
 * @param negotiatedMaxInboundStreams number of streams that the transport may receive on, 0 to 65535
 */
public record SctpNegotiatedCapabilities(int negotiatedMaxOutboundStreams, int negotiatedMaxInboundStreams) {}

package org.mafalda.mediasoup.transport;

/**
 * The SCTP association of a transport, as its remote side needs to know it (RFC 8841). Immutable. Sizes are in bytes, 0
 * to 4294967295.
 *
 * @param port SCTP port, 0 to 65535
 * @param maxSendMessageSize the largest message that data consumers send
 * @param maxReceiveMessageSize the largest message that data producers receive
 * @param sendBufferSize the send buffer of all data consumers together
 * @param perStreamSendQueueLimit the send queue of each stream
 * @param maxReceiverWindowBufferSize the receive window
 * @param isDataChannel whether it carries WebRTC data channels (RFC 8831): only on WebRTC transports
 */
public record SctpParameters(
        int port,
        long maxSendMessageSize,
        long maxReceiveMessageSize,
        long sendBufferSize,
        long perStreamSendQueueLimit,
        long maxReceiverWindowBufferSize,
        boolean isDataChannel) {}

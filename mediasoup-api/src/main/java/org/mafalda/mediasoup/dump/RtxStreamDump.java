package org.mafalda.mediasoup.dump;

/**
 * An RTX stream (RFC 4588). Immutable.
 *
 * @param params its parameters
 */
public record RtxStreamDump(RtxStreamParameters params) {}

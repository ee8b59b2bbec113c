package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * What a plain transport has changed by connecting; null for what stays as it was. Immutable.
 *
 * @param tuple the flow of RTP
 * @param rtcpTuple the flow of RTCP
 * @param srtpParameters what the transport encrypts with
 */
public record PlainConnectReply(
        @Nullable TransportTuple tuple,
        @Nullable TransportTuple rtcpTuple,
        @Nullable SrtpParameters srtpParameters) {}

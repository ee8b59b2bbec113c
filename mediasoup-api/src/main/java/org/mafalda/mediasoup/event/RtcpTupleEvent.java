package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The remote RTCP address of the transport became known (comedia without RTCP multiplexing).
 *
 * @param rtcpTuple the addresses
 */
public record RtcpTupleEvent(TransportTuple rtcpTuple) {
    /** Checks the fields. */
    public RtcpTupleEvent {
        Objects.requireNonNull(rtcpTuple, "rtcpTuple");
    }
}

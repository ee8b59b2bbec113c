package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.mediasoup.worker.fbs.transport.Tuple;

/** The two ends of a transport's flow. */
final class TupleFbs {
    private TupleFbs() {}

    static TransportTuple read(Tuple tuple) {
        String remoteIp = OptionalFbs.text(tuple.remoteIp());
        return new TransportTuple(
                tuple.localAddress(),
                tuple.localPort(),
                remoteIp,
                remoteIp == null ? null : tuple.remotePort(),
                ListenInfoFbs.PROTOCOL.read(tuple.protocol()));
    }

    static @Nullable TransportTuple readIfPresent(@Nullable Tuple tuple) {
        return tuple == null ? null : read(tuple);
    }
}

package org.mafalda.mediasoup;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.dump.DirectTransportDump;
import org.mafalda.mediasoup.event.RtcpEvent;
import org.mafalda.mediasoup.stats.DirectTransportStat;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** A transport without a network: this program is the endpoint. */
@Remote
public non-sealed interface DirectTransport extends Transport {
    @Override
    CompletableFuture<DirectTransportDump> dump();

    @Override
    CompletableFuture<List<DirectTransportStat>> getStats();

    /** Does nothing; there so that all transports can be handled alike. */
    CompletableFuture<Void> connect();

    /** Sends an RTCP packet. */
    @Lossy
    void sendRtcp(ByteBuffer packet);

    /** An RTCP packet for this program. */
    @OnDemand
    @Lossy
    Subscription onRtcp(Listener<RtcpEvent> listener);
}

package org.mafalda.mediasoup;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.PipeTransportDump;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.stats.PipeTransportStat;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** One end of a connection between two routers: all streams of a producer pass as they are. */
@Remote
public non-sealed interface PipeTransport extends Transport {
    /** Its addresses; without remote part until {@link #connect}. */
    TransportTuple tuple();

    /** Parameters of the SCTP association; null unless SCTP is enabled. */
    @Nullable SctpParameters sctpParameters();

    /** The state of SCTP; null unless SCTP is enabled. */
    @AtClose("closed")
    @Nullable SctpState sctpState();

    /** What SCTP agreed on; null before it is connected. */
    @Nullable SctpNegotiatedCapabilities sctpNegotiatedCapabilities();

    /** What this side encrypts with; null without SRTP. */
    @Nullable SrtpParameters srtpParameters();

    @Override
    CompletableFuture<PipeTransportDump> dump();

    @Override
    CompletableFuture<List<PipeTransportStat>> getStats();

    /** Tells the remote side; once. */
    CompletableFuture<Void> connect(PipeTransportConnectOptions options);

    /** After {@link #sctpState()} changed. */
    Subscription onSctpStateChange(Listener<SctpStateChangeEvent> listener);
}

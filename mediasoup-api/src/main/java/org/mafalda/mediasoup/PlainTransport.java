package org.mafalda.mediasoup;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.PlainTransportDump;
import org.mafalda.mediasoup.event.RtcpTupleEvent;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.event.TupleEvent;
import org.mafalda.mediasoup.stats.PlainTransportStat;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** A transport for plain RTP and RTCP (RFC 3550), optionally SRTP (RFC 3711), over UDP. */
@Remote
public non-sealed interface PlainTransport extends Transport {
    /** The addresses for RTP, and for RTCP too when multiplexed; without remote part until it is known. */
    TransportTuple tuple();

    /** The addresses for RTCP; null when multiplexed. */
    @Nullable TransportTuple rtcpTuple();

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
    CompletableFuture<PlainTransportDump> dump();

    @Override
    CompletableFuture<List<PlainTransportStat>> getStats();

    /** Tells the remote side; once. */
    CompletableFuture<Void> connect(PlainTransportConnectOptions options);

    /** After {@link #tuple()} got its remote part (comedia). */
    Subscription onTuple(Listener<TupleEvent> listener);

    /** After {@link #rtcpTuple()} got its remote part (comedia). */
    Subscription onRtcpTuple(Listener<RtcpTupleEvent> listener);

    /** After {@link #sctpState()} changed. */
    Subscription onSctpStateChange(Listener<SctpStateChangeEvent> listener);
}

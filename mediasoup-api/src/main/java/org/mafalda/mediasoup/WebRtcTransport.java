package org.mafalda.mediasoup;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.WebRtcTransportDump;
import org.mafalda.mediasoup.event.DtlsStateChangeEvent;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.event.IceStateChangeEvent;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.stats.WebRtcTransportStat;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** A transport for a WebRTC endpoint (RFC 8825): ICE Lite, DTLS-SRTP, and SCTP over DTLS for data. */
@Remote
public non-sealed interface WebRtcTransport extends Transport {
    /** Always controlled: mediasoup is ICE Lite (RFC 8445). */
    IceRole iceRole();

    /** What the endpoint needs for ICE. */
    IceParameters iceParameters();

    /** Where the endpoint can reach the transport. */
    List<IceCandidate> iceCandidates();

    /** The state of ICE. */
    @AtClose("closed")
    IceState iceState();

    /** The addresses in use; null before ICE has selected them. */
    @AtClose
    @Nullable TransportTuple iceSelectedTuple();

    /** What the endpoint needs for DTLS; the role is decided by {@link #connect}. */
    DtlsParameters dtlsParameters();

    /** The state of DTLS. */
    @AtClose("closed")
    DtlsState dtlsState();

    /** The endpoint's certificate in PEM, once DTLS is connected. */
    @Nullable String dtlsRemoteCert();

    /** Parameters of the SCTP association; null unless SCTP is enabled. */
    @Nullable SctpParameters sctpParameters();

    /** The state of SCTP; null unless SCTP is enabled. */
    @AtClose("closed")
    @Nullable SctpState sctpState();

    /** What SCTP agreed on; null before it is connected. */
    @Nullable SctpNegotiatedCapabilities sctpNegotiatedCapabilities();

    @Override
    CompletableFuture<WebRtcTransportDump> dump();

    @Override
    CompletableFuture<List<WebRtcTransportStat>> getStats();

    /** Tells the endpoint's DTLS parameters; once. */
    CompletableFuture<Void> connect(DtlsParameters dtlsParameters);

    /** Makes new ICE parameters, which the endpoint must be told. */
    CompletableFuture<IceParameters> restartIce();

    /** After {@link #iceState()} changed. */
    Subscription onIceStateChange(Listener<IceStateChangeEvent> listener);

    /** After {@link #iceSelectedTuple()} changed. */
    Subscription onIceSelectedTupleChange(Listener<IceSelectedTupleChangeEvent> listener);

    /** After {@link #dtlsState()} changed. */
    Subscription onDtlsStateChange(Listener<DtlsStateChangeEvent> listener);

    /** After {@link #sctpState()} changed. */
    Subscription onSctpStateChange(Listener<SctpStateChangeEvent> listener);
}

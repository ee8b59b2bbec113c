package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.dump.WebRtcTransportDump;
import org.mafalda.mediasoup.event.DtlsStateChangeEvent;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.event.IceStateChangeEvent;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.DtlsStateNotice;
import org.mafalda.mediasoup.local.internal.fbs.WebRtcTransportFbs;
import org.mafalda.mediasoup.stats.WebRtcTransportStat;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** A WebRTC transport of a worker on this machine. */
final class LocalWebRtcTransport extends LocalSctpTransport implements WebRtcTransport {
    private final List<Place<?>> places;
    private final @Nullable LocalWebRtcServer server;
    private final IceRole iceRole;
    private final List<IceCandidate> iceCandidates;
    private final Signal<IceStateChangeEvent> onIceStateChange = new Signal<>();
    private final Signal<IceSelectedTupleChangeEvent> onIceSelectedTupleChange = new Signal<>();
    private final Signal<DtlsStateChangeEvent> onDtlsStateChange = new Signal<>();
    private volatile IceParameters iceParameters;
    private volatile IceState iceState;
    private volatile @Nullable TransportTuple iceSelectedTuple;
    private volatile DtlsParameters dtlsParameters;
    private volatile DtlsState dtlsState;
    private volatile @Nullable String dtlsRemoteCert;

    LocalWebRtcTransport(
            LocalRouter router,
            @Nullable LocalWebRtcServer server,
            Map<String, @Nullable Object> appData,
            WebRtcTransportDump dump) {
        super(router, appData, dump.base());
        this.iceRole = dump.iceRole();
        this.iceParameters = dump.iceParameters();
        this.iceCandidates = dump.iceCandidates();
        this.iceState = dump.iceState();
        this.iceSelectedTuple = dump.iceSelectedTuple();
        this.dtlsParameters = dump.dtlsParameters();
        this.dtlsState = dump.dtlsState();
        this.dtlsRemoteCert = dump.dtlsRemoteCert();
        this.server = server;
        this.places = server == null ? List.of(router.place(this)) : List.of(router.place(this), server.place(this));
    }

    @Override
    public TransportType type() {
        return TransportType.WEBRTC;
    }

    @Override
    public IceRole iceRole() {
        return iceRole;
    }

    @Override
    public IceParameters iceParameters() {
        return iceParameters;
    }

    @Override
    public List<IceCandidate> iceCandidates() {
        return iceCandidates;
    }

    @Override
    public IceState iceState() {
        return iceState;
    }

    @Override
    public @Nullable TransportTuple iceSelectedTuple() {
        return iceSelectedTuple;
    }

    @Override
    public DtlsParameters dtlsParameters() {
        return dtlsParameters;
    }

    @Override
    public DtlsState dtlsState() {
        return dtlsState;
    }

    @Override
    public @Nullable String dtlsRemoteCert() {
        return dtlsRemoteCert;
    }

    @Override
    public CompletableFuture<WebRtcTransportDump> dump() {
        return request(WebRtcTransportFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<WebRtcTransportStat>> getStats() {
        return request(WebRtcTransportFbs.getStats(id()), List::of);
    }

    @Override
    public CompletableFuture<Void> connect(DtlsParameters remote) {
        Objects.requireNonNull(remote, "dtlsParameters");
        return request(WebRtcTransportFbs.connect(id(), remote), localRole -> {
            dtlsParameters = new DtlsParameters(localRole, dtlsParameters.fingerprints());
            report(Change.builder().property("dtlsParameters", dtlsParameters).build());
            return null;
        });
    }

    @Override
    public CompletableFuture<IceParameters> restartIce() {
        return request(WebRtcTransportFbs.restartIce(id()), parameters -> {
            iceParameters = parameters;
            report(Change.builder().property("iceParameters", parameters).build());
            return parameters;
        });
    }

    @Override
    public Subscription onIceStateChange(Listener<IceStateChangeEvent> listener) {
        return onIceStateChange.subscribe(listener);
    }

    @Override
    public Subscription onIceSelectedTupleChange(Listener<IceSelectedTupleChangeEvent> listener) {
        return onIceSelectedTupleChange.subscribe(listener);
    }

    @Override
    public Subscription onDtlsStateChange(Listener<DtlsStateChangeEvent> listener) {
        return onDtlsStateChange.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void markClosed() {
        iceState = IceState.CLOSED;
        iceSelectedTuple = null;
        dtlsState = DtlsState.CLOSED;
        super.markClosed();
    }

    @Override
    protected void describeClosed(Change.Builder change) {
        change.property("iceState", iceState).property("iceSelectedTuple", null).property("dtlsState", dtlsState);
        super.describeClosed(change);
    }

    /** The server tells of it before the close event, except when it is the server that closes it. */
    @Override
    protected void beforeCloseEvent(CloseReason reason) {
        if (server != null && !(reason instanceof CloseReason.ListenServerClosed)) {
            server.unhandled(this);
        }
    }

    @Override
    protected void afterCloseEvent(CloseReason reason) {
        if (server != null && reason instanceof CloseReason.ListenServerClosed) {
            server.unhandled(this);
        }
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof IceStateChangeEvent event) {
            if (update(() -> iceState = event.iceState())) {
                Change.Builder change = Change.builder().property("iceState", event.iceState());
                fire(onIceStateChange, "onIceStateChange", event, change);
            }
        } else if (notification instanceof IceSelectedTupleChangeEvent event) {
            if (update(() -> iceSelectedTuple = event.iceSelectedTuple())) {
                Change.Builder change = Change.builder().property("iceSelectedTuple", event.iceSelectedTuple());
                fire(onIceSelectedTupleChange, "onIceSelectedTupleChange", event, change);
            }
        } else if (notification instanceof DtlsStateNotice notice) {
            dtlsChanged(notice);
        } else {
            super.notified(notification);
        }
    }

    private void dtlsChanged(DtlsStateNotice notice) {
        boolean connected = notice.state() == DtlsState.CONNECTED;
        boolean updated = update(() -> {
            dtlsState = notice.state();
            if (connected) {
                dtlsRemoteCert = notice.remoteCert();
            }
        });
        if (updated) {
            Change.Builder change = Change.builder().property("dtlsState", notice.state());
            if (connected) {
                change.property("dtlsRemoteCert", notice.remoteCert());
            }
            fire(onDtlsStateChange, "onDtlsStateChange", new DtlsStateChangeEvent(notice.state()), change);
        }
    }
}

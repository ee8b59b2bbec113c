package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.dump.PlainTransportDump;
import org.mafalda.mediasoup.event.RtcpTupleEvent;
import org.mafalda.mediasoup.event.TupleEvent;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.PlainTransportFbs;
import org.mafalda.mediasoup.stats.PlainTransportStat;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** A plain RTP transport of a worker on this machine. */
final class LocalPlainTransport extends LocalSctpTransport implements PlainTransport {
    private final List<Place<?>> places;
    private final Signal<TupleEvent> onTuple = new Signal<>();
    private final Signal<RtcpTupleEvent> onRtcpTuple = new Signal<>();
    private volatile TransportTuple tuple;
    private volatile @Nullable TransportTuple rtcpTuple;
    private volatile @Nullable SrtpParameters srtpParameters;

    LocalPlainTransport(LocalRouter router, Map<String, @Nullable Object> appData, PlainTransportDump dump) {
        super(router, appData, dump.base());
        this.tuple = dump.tuple();
        this.rtcpTuple = dump.rtcpTuple();
        this.srtpParameters = dump.srtpParameters();
        this.places = List.of(router.place(this));
    }

    @Override
    public TransportType type() {
        return TransportType.PLAIN;
    }

    @Override
    public TransportTuple tuple() {
        return tuple;
    }

    @Override
    public @Nullable TransportTuple rtcpTuple() {
        return rtcpTuple;
    }

    @Override
    public @Nullable SrtpParameters srtpParameters() {
        return srtpParameters;
    }

    @Override
    public CompletableFuture<PlainTransportDump> dump() {
        return request(PlainTransportFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<PlainTransportStat>> getStats() {
        return request(PlainTransportFbs.getStats(id()), List::of);
    }

    @Override
    public CompletableFuture<Void> connect(PlainTransportConnectOptions options) {
        Objects.requireNonNull(options, "options");
        return request(PlainTransportFbs.connect(id(), options), reply -> {
            Change.Builder change = Change.builder();
            if (reply.tuple() != null) {
                tuple = reply.tuple();
                change.property("tuple", tuple);
            }
            if (reply.rtcpTuple() != null) {
                rtcpTuple = reply.rtcpTuple();
                change.property("rtcpTuple", rtcpTuple);
            }
            if (reply.srtpParameters() != null) {
                srtpParameters = reply.srtpParameters();
                change.property("srtpParameters", srtpParameters);
            }
            report(change.build());
            return null;
        });
    }

    @Override
    public Subscription onTuple(Listener<TupleEvent> listener) {
        return onTuple.subscribe(listener);
    }

    @Override
    public Subscription onRtcpTuple(Listener<RtcpTupleEvent> listener) {
        return onRtcpTuple.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof TupleEvent event) {
            tuple = event.tuple();
            fire(onTuple, "onTuple", event, Change.builder().property("tuple", tuple));
        } else if (notification instanceof RtcpTupleEvent event) {
            rtcpTuple = event.rtcpTuple();
            fire(onRtcpTuple, "onRtcpTuple", event, Change.builder().property("rtcpTuple", rtcpTuple));
        } else {
            super.notified(notification);
        }
    }
}

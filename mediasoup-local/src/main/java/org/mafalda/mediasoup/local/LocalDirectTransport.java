package org.mafalda.mediasoup.local;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.dump.DirectTransportDump;
import org.mafalda.mediasoup.event.RtcpEvent;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.DirectTransportFbs;
import org.mafalda.mediasoup.local.internal.fbs.TransportFbs;
import org.mafalda.mediasoup.stats.DirectTransportStat;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** A direct transport of a worker on this machine. */
final class LocalDirectTransport extends LocalTransport implements DirectTransport, PacketTaker {
    private final List<Place<?>> places;
    private final Signal<RtcpEvent> onRtcp = new Signal<>();

    LocalDirectTransport(LocalRouter router, Map<String, @Nullable Object> appData, DirectTransportDump dump) {
        super(router, appData, dump.base());
        this.places = List.of(router.place(this));
    }

    @Override
    public TransportType type() {
        return TransportType.DIRECT;
    }

    @Override
    public CompletableFuture<DirectTransportDump> dump() {
        return request(DirectTransportFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<DirectTransportStat>> getStats() {
        return request(DirectTransportFbs.getStats(id()), List::of);
    }

    @Override
    public CompletableFuture<Void> connect() {
        return onLane("directTransport.connect", () -> {});
    }

    @Override
    public void sendRtcp(ByteBuffer packet) {
        Objects.requireNonNull(packet, "packet");
        if (!closed()) {
            home.channel().notifyLossily(TransportFbs.sendRtcp(id(), packet));
        }
    }

    @Override
    public Subscription onRtcp(Listener<RtcpEvent> listener) {
        return onRtcp.subscribe(listener);
    }

    @Override
    public boolean wantsPackets() {
        return onRtcp.hasListeners();
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof RtcpEvent event) {
            onRtcp.fire(event);
        } else {
            super.notified(notification);
        }
    }
}

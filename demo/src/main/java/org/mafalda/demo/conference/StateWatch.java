package org.mafalda.demo.conference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/**
 * Reads the objects of a {@code Mediasoup} and hears of every change of what was read: each object is subscribed to
 * before its state is read, so that no change falls in between. Used by one thread at a time.
 */
final class StateWatch implements AutoCloseable {
    private final Mediasoup mediasoup;
    private final Runnable onChange;
    private final Spans spans;
    private final Map<Object, Subscription> watched = new HashMap<>();
    private final Set<Object> seen = new HashSet<>();

    /** {@code onChange} is called on the lane of the object that changed. */
    StateWatch(Mediasoup mediasoup, Runnable onChange) {
        this.mediasoup = mediasoup;
        this.onChange = onChange;
        this.spans = new Spans(onChange);
    }

    /** Asks for what objects do not report by themselves; {@code onChange} follows if it is another than before. */
    void ask() {
        spans.ask(mediasoup.workers().values().stream()
                .flatMap(worker -> worker.routers().values().stream())
                .filter(MafaldaRouter.class::isInstance)
                .map(MafaldaRouter.class::cast)
                .toList());
    }

    /** The objects as they are now. */
    PanelView read() {
        seen.clear();
        watch(mediasoup);
        List<PanelView.WorkerView> workers =
                mediasoup.workers().values().stream().map(this::worker).toList();
        PanelView view = new PanelView(box(), totals(workers), workers);
        watched.entrySet().removeIf(entry -> {
            boolean gone = !seen.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        return view;
    }

    private void watch(Object object) {
        seen.add(object);
        watched.computeIfAbsent(object, unwatched -> {
            if (unwatched instanceof Stateful stateful) {
                return stateful.onChange(change -> onChange.run());
            }
            throw new IllegalArgumentException("The object does not report its changes [object:" + unwatched + "]");
        });
    }

    private PanelView.Box box() {
        HostInfo host = mediasoup.host();
        HostLoad load = mediasoup.load();
        return new PanelView.Box(
                host.boxId(),
                host.mediasoupVersion(),
                host.cores(),
                mediasoup.availability(),
                mediasoup.closed(),
                load == null ? null : load.cpu(),
                load == null ? null : load.memoryUsed(),
                load == null ? null : load.memoryTotal());
    }

    private static PanelView.Totals totals(List<PanelView.WorkerView> workers) {
        List<PanelView.RouterView> routers =
                workers.stream().flatMap(worker -> worker.routers().stream()).toList();
        List<PanelView.TransportView> transports =
                routers.stream().flatMap(router -> router.transports().stream()).toList();
        return new PanelView.Totals(
                workers.size(),
                routers.size(),
                transports.size(),
                transports.stream().mapToInt(it -> it.producers().size()).sum(),
                transports.stream().mapToInt(it -> it.consumers().size()).sum());
    }

    private PanelView.WorkerView worker(Worker worker) {
        watch(worker);
        WorkerLoad load = worker.load();
        return new PanelView.WorkerView(
                worker.id(),
                worker.pid().isPresent() ? worker.pid().getAsLong() : null,
                worker.availability(),
                load == null ? null : load.utilization(),
                worker.routers().values().stream().map(this::router).toList());
    }

    private PanelView.RouterView router(Router router) {
        watch(router);
        return new PanelView.RouterView(
                router.id(),
                router.appData().get("room"),
                router.transports().values().stream().map(this::transport).toList(),
                router instanceof MafaldaRouter spanning ? spans.of(spanning) : null);
    }

    private PanelView.TransportView transport(Transport transport) {
        watch(transport);
        WebRtcTransport webRtc = transport instanceof WebRtcTransport it ? it : null;
        TransportTuple tuple = webRtc == null ? null : webRtc.iceSelectedTuple();
        return new PanelView.TransportView(
                transport.id(),
                transport.type(),
                transport.appData().get("peer"),
                transport.appData().get("direction"),
                webRtc == null ? null : webRtc.iceState(),
                webRtc == null ? null : webRtc.dtlsState(),
                tuple == null ? null : tuple.protocol().toString(),
                transport.producers().values().stream().map(this::producer).toList(),
                transport.consumers().values().stream().map(this::consumer).toList());
    }

    private PanelView.ProducerView producer(Producer producer) {
        watch(producer);
        List<ProducerScore> scores = producer.score();
        return new PanelView.ProducerView(
                producer.id(),
                producer.kind(),
                producer.type(),
                producer.appData().get("source"),
                producer.rtpParameters().codecs().get(0).mimeType(),
                producer.paused(),
                scores.isEmpty()
                        ? null
                        : scores.stream().mapToInt(ProducerScore::score).min().getAsInt());
    }

    private PanelView.ConsumerView consumer(Consumer consumer) {
        watch(consumer);
        return new PanelView.ConsumerView(
                consumer.id(),
                consumer.producerId(),
                consumer.kind(),
                consumer.type(),
                consumer.appData().get("from"),
                consumer.appData().get("source"),
                consumer.paused() || consumer.producerPaused(),
                consumer.score().score(),
                layers(consumer.currentLayers()));
    }

    private static @Nullable String layers(@Nullable ConsumerLayers layers) {
        return layers == null ? null : layers.spatialLayer() + "/" + layers.temporalLayer();
    }

    @Override
    public void close() {
        watched.values().forEach(Subscription::close);
        watched.clear();
    }
}

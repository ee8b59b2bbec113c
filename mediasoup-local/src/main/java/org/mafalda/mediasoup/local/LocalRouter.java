package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.event.NewRtpObserverEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.RouterFbs;
import org.mafalda.mediasoup.local.internal.fbs.WorkerFbs;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** A router of a worker on this machine. */
final class LocalRouter extends LocalObject implements Router {
    private final LocalWorker worker;
    private final List<Place<?>> places;
    private final LiveMap<Transport> transports = new LiveMap<>();
    private final LiveMap<Producer> producers = new LiveMap<>();
    private final LiveMap<org.mafalda.mediasoup.Consumer> consumers = new LiveMap<>();
    private final LiveMap<DataProducer> dataProducers = new LiveMap<>();
    private final LiveMap<DataConsumer> dataConsumers = new LiveMap<>();
    private final LiveMap<RtpObserver> rtpObservers = new LiveMap<>();
    private final Signal<NewTransportEvent> onNewTransport = new Signal<>();
    private final Signal<NewRtpObserverEvent> onNewRtpObserver = new Signal<>();
    private volatile RtpCapabilities rtpCapabilities;

    LocalRouter(LocalWorker worker, String id, RouterOptions options, RtpCapabilities rtpCapabilities) {
        super(worker.home, id, options.appData());
        this.worker = worker;
        this.rtpCapabilities = rtpCapabilities;
        this.places = List.of(worker.place(this));
    }

    LocalWorker worker() {
        return worker;
    }

    Place<Transport> place(Transport transport) {
        return new Place<>(this, "transports", transports, transport.id(), transport);
    }

    Place<Producer> place(LocalProducer producer) {
        return new Place<>(this, "producers", producers, producer.id(), producer);
    }

    Place<org.mafalda.mediasoup.Consumer> place(LocalConsumer consumer) {
        return new Place<>(this, "consumers", consumers, consumer.id(), consumer);
    }

    Place<RtpObserver> place(RtpObserver observer) {
        return new Place<>(this, "rtpObservers", rtpObservers, observer.id(), observer);
    }

    Place<DataProducer> place(LocalDataProducer producer) {
        return new Place<>(this, "dataProducers", dataProducers, producer.id(), producer);
    }

    Place<DataConsumer> place(LocalDataConsumer consumer) {
        return new Place<>(this, "dataConsumers", dataConsumers, consumer.id(), consumer);
    }

    @Override
    public RtpCapabilities rtpCapabilities() {
        return rtpCapabilities;
    }

    @Override
    public Map<String, Transport> transports() {
        return transports.view();
    }

    @Override
    public Map<String, Producer> producers() {
        return producers.view();
    }

    @Override
    public Map<String, org.mafalda.mediasoup.Consumer> consumers() {
        return consumers.view();
    }

    @Override
    public Map<String, DataProducer> dataProducers() {
        return dataProducers.view();
    }

    @Override
    public Map<String, DataConsumer> dataConsumers() {
        return dataConsumers.view();
    }

    @Override
    public Map<String, RtpObserver> rtpObservers() {
        return rtpObservers.view();
    }

    @Override
    public CompletableFuture<RouterDump> dump() {
        return request(RouterFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<WebRtcTransport> createWebRtcTransport(WebRtcTransportOptions options) {
        Objects.requireNonNull(options, "options");
        WebRtcServer given = options.webRtcServer();
        LocalWebRtcServer server;
        try {
            server = given == null ? null : LocalWebRtcServer.of(given, worker);
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        String transportId = UUID.randomUUID().toString();
        return requestWith(
                server == null ? this : server,
                RouterFbs.createWebRtcTransport(
                        id(), transportId, worker.listenDefaults().fillIn(options)),
                dump -> {
                    LocalWebRtcTransport transport = new LocalWebRtcTransport(this, server, options.appData(), dump);
                    adopt(transport, onNewTransport, "onNewTransport", new NewTransportEvent(transport));
                    if (server != null) {
                        server.handled(transport);
                    }
                    return transport;
                });
    }

    @Override
    public CompletableFuture<PlainTransport> createPlainTransport(PlainTransportOptions options) {
        Objects.requireNonNull(options, "options");
        String transportId = UUID.randomUUID().toString();
        return request(
                RouterFbs.createPlainTransport(
                        id(), transportId, worker.listenDefaults().fillIn(options)),
                dump -> {
                    LocalPlainTransport transport = new LocalPlainTransport(this, options.appData(), dump);
                    return adopt(transport, onNewTransport, "onNewTransport", new NewTransportEvent(transport));
                });
    }

    @Override
    public CompletableFuture<PipeTransport> createPipeTransport(PipeTransportOptions options) {
        Objects.requireNonNull(options, "options");
        String transportId = UUID.randomUUID().toString();
        return request(
                RouterFbs.createPipeTransport(
                        id(), transportId, worker.listenDefaults().fillIn(options)),
                dump -> {
                    LocalPipeTransport transport = new LocalPipeTransport(this, options.appData(), dump);
                    return adopt(transport, onNewTransport, "onNewTransport", new NewTransportEvent(transport));
                });
    }

    @Override
    public CompletableFuture<DirectTransport> createDirectTransport(DirectTransportOptions options) {
        Objects.requireNonNull(options, "options");
        return request(RouterFbs.createDirectTransport(id(), UUID.randomUUID().toString(), options), dump -> {
            LocalDirectTransport transport = new LocalDirectTransport(this, options.appData(), dump);
            return adopt(transport, onNewTransport, "onNewTransport", new NewTransportEvent(transport));
        });
    }

    @Override
    public CompletableFuture<PipeToRouterResult> pipeToRouter(PipeToRouterOptions options) {
        Objects.requireNonNull(options, "options");
        if (closed()) {
            return failedAsClosed(closedFailure("router.pipeToRouter"));
        }
        if (options.keepId()
                && options.router() instanceof LocalRouter target
                && target != this
                && target.worker == worker
                && !target.closed()) {
            return LaneFuture.failed(InvalidArgumentException.of(
                    "keepId", true, "must be false when both routers have the same worker"));
        }
        CompletableFuture<PipeToRouterResult> future = new LaneFuture<>();
        var unused = worker.piping()
                .pipe(this, options)
                .whenCompleteAsync(
                        (result, failure) -> {
                            if (closed()) {
                                home.announceClosings();
                                future.completeExceptionally(closedFailure("router.pipeToRouter"));
                            } else if (failure == null) {
                                future.complete(result);
                            } else {
                                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                                future.completeExceptionally(wrapped ? failure.getCause() : failure);
                            }
                        },
                        home.lane());
        return future;
    }

    @Override
    public CompletableFuture<ActiveSpeakerObserver> createActiveSpeakerObserver(ActiveSpeakerObserverOptions options) {
        Objects.requireNonNull(options, "options");
        String observerId = UUID.randomUUID().toString();
        return request(RouterFbs.createActiveSpeakerObserver(id(), observerId, options), created -> {
            LocalActiveSpeakerObserver observer = new LocalActiveSpeakerObserver(this, observerId, options.appData());
            return adopt(observer, onNewRtpObserver, "onNewRtpObserver", new NewRtpObserverEvent(observer));
        });
    }

    @Override
    public CompletableFuture<AudioLevelObserver> createAudioLevelObserver(AudioLevelObserverOptions options) {
        Objects.requireNonNull(options, "options");
        String observerId = UUID.randomUUID().toString();
        return request(RouterFbs.createAudioLevelObserver(id(), observerId, options), created -> {
            LocalAudioLevelObserver observer = new LocalAudioLevelObserver(this, observerId, options.appData());
            return adopt(observer, onNewRtpObserver, "onNewRtpObserver", new NewRtpObserverEvent(observer));
        });
    }

    @Override
    public CompletableFuture<Void> updateMediaCodecs(List<RtpCodecCapability> mediaCodecs) {
        RtpCapabilities updated;
        try {
            updated = Ortc.generateRouterRtpCapabilities(mediaCodecs);
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        return onLane("router.updateMediaCodecs", () -> {
            rtpCapabilities = updated;
            report(Change.builder().property("rtpCapabilities", updated).build());
        });
    }

    @Override
    public Subscription onNewTransport(Listener<NewTransportEvent> listener) {
        return onNewTransport.subscribe(listener);
    }

    @Override
    public Subscription onNewRtpObserver(Listener<NewRtpObserverEvent> listener) {
        return onNewRtpObserver.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {
        transports.view().values().forEach(transport -> taker.accept((LiveObject) transport));
        rtpObservers.view().values().forEach(observer -> taker.accept((LiveObject) observer));
    }

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.RouterClosed();
    }

    @Override
    protected void closeInner() {
        worker.requestOfClosedChild(WorkerFbs.closeRouter(id()));
    }

    @Override
    void notified(Object notification) {}
}

package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.ConsumerMovedEvent;
import org.mafalda.mafalda.InnerRouterClosedEvent;
import org.mafalda.mafalda.InnerRouterOpenedEvent;
import org.mafalda.mafalda.InnerWorkerDiedEvent;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.PipeToMafaldaRouterOptions;
import org.mafalda.mafalda.PlacementDecision;
import org.mafalda.mafalda.RoomPlan;
import org.mafalda.mafalda.RoomShape;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.TransportLostEvent;
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
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.event.NewRtpObserverEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** A router of a virtual worker: one inner router on each real worker that it needs. */
final class SpanningRouter extends Node implements MafaldaRouter {
    private final VirtualWorker worker;
    private final List<Place<?>> places;
    private final InnerRouters innerRouters;
    private final Pipes pipes;
    private final LiveMap<Transport> transports = new LiveMap<>();
    private final LiveMap<Producer> producers = new LiveMap<>();
    private final LiveMap<org.mafalda.mediasoup.Consumer> consumers = new LiveMap<>();
    private final LiveMap<DataProducer> dataProducers = new LiveMap<>();
    private final LiveMap<DataConsumer> dataConsumers = new LiveMap<>();
    private final LiveMap<RtpObserver> rtpObservers = new LiveMap<>();
    private final Map<String, PlacementDecision> decisions = new ConcurrentHashMap<>();
    private final Signal<NewTransportEvent> onNewTransport = new Signal<>();
    private final Signal<NewRtpObserverEvent> onNewRtpObserver = new Signal<>();
    private final SpanningEvents events = new SpanningEvents(this);
    private volatile List<RtpCodecCapability> mediaCodecs;
    private volatile RtpCapabilities rtpCapabilities;

    SpanningRouter(VirtualWorker worker, String id, RouterOptions options, RtpCapabilities rtpCapabilities) {
        super(worker.home, id, options.appData());
        this.worker = worker;
        this.mediaCodecs = options.mediaCodecs();
        this.rtpCapabilities = rtpCapabilities;
        this.places = List.of(worker.place(this));
        this.innerRouters = new InnerRouters(this);
        this.pipes = new Pipes(this);
    }

    VirtualWorker worker() {
        return worker;
    }

    Pipes pipes() {
        return pipes;
    }

    SpanningEvents events() {
        return events;
    }

    InnerRouters innerRouters() {
        return innerRouters;
    }

    LiveMap<Producer> producerMap() {
        return producers;
    }

    LiveMap<org.mafalda.mediasoup.Consumer> consumerMap() {
        return consumers;
    }

    LiveMap<DataProducer> dataProducerMap() {
        return dataProducers;
    }

    LiveMap<DataConsumer> dataConsumerMap() {
        return dataConsumers;
    }

    /** What inner routers have. */
    List<RtpCodecCapability> mediaCodecs() {
        return mediaCodecs;
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
        if (closed()) {
            return failedAsClosed("dump");
        }
        List<CompletableFuture<RouterDump>> dumps =
                innerRouters.all().stream().map(inner -> inner.router().dump()).toList();
        return answer("dump", All.of(dumps), all -> RouterDumps.sum(id(), home.names(), all));
    }

    @Override
    public CompletableFuture<WebRtcTransport> createWebRtcTransport(WebRtcTransportOptions options) {
        Objects.requireNonNull(options, "options");
        WebRtcServer given = options.webRtcServer();
        if (given == null) {
            return create(
                    "createWebRtcTransport",
                    TransportType.WEBRTC,
                    () -> createWebRtcTransport(options),
                    null,
                    options.appData(),
                    place -> place.router().createWebRtcTransport(options));
        }
        VirtualServer server;
        try {
            server = VirtualServer.of(given, worker);
            server.checkOpen("createWebRtcTransport");
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        return create(
                "createWebRtcTransport",
                TransportType.WEBRTC,
                () -> createWebRtcTransport(options),
                server,
                options.appData(),
                place -> server.on(place.worker())
                        .thenCompose(real ->
                                place.router().createWebRtcTransport(Names.with(options, "webRtcServer", real))));
    }

    @Override
    public CompletableFuture<PlainTransport> createPlainTransport(PlainTransportOptions options) {
        Objects.requireNonNull(options, "options");
        return create(
                "createPlainTransport",
                TransportType.PLAIN,
                () -> createPlainTransport(options),
                null,
                options.appData(),
                place -> place.router().createPlainTransport(options));
    }

    @Override
    public CompletableFuture<PipeTransport> createPipeTransport(PipeTransportOptions options) {
        Objects.requireNonNull(options, "options");
        return create(
                "createPipeTransport",
                TransportType.PIPE,
                null,
                null,
                options.appData(),
                place -> place.router().createPipeTransport(options));
    }

    @Override
    public CompletableFuture<DirectTransport> createDirectTransport(DirectTransportOptions options) {
        Objects.requireNonNull(options, "options");
        return create(
                "createDirectTransport",
                TransportType.DIRECT,
                () -> createDirectTransport(options),
                null,
                options.appData(),
                place -> place.router().createDirectTransport(options));
    }

    private <T extends Transport> CompletableFuture<T> create(
            String method,
            TransportType type,
            @Nullable Supplier<CompletableFuture<T>> another,
            @Nullable VirtualServer server,
            Map<String, @Nullable Object> appData,
            Function<InnerRouter, CompletableFuture<T>> call) {
        if (closed()) {
            return failedAsClosed(method);
        }
        InnerWorker only = server == null ? null : server.onlyWorker();
        Long hint = Expectations.hint(appData);
        double reservation = hint == null ? worker.expectations().streams(type) : hint;
        return placed(method, only, reservation, placing -> {
            CompletableFuture<Mirror> mirrored = call.apply(placing.place()).thenApply(inner -> {
                SpanningTransport transport =
                        new SpanningTransport(placing.place(), appData, inner, server, reservation);
                transport.replacedBy(another);
                transport.follow();
                return transport;
            });
            return adopted(this, method, mirrored, mirror -> {
                SpanningTransport transport = (SpanningTransport) mirror;
                @SuppressWarnings("unchecked")
                T made = (T) transport.self();
                List<Place<?>> stands = new ArrayList<>();
                stands.add(new Place<Transport>(this, "transports", transports, transport.id(), made));
                if (server != null) {
                    stands.add(server.place(transport));
                }
                transport.standsIn(stands);
                adopt(transport, onNewTransport, "onNewTransport", new NewTransportEvent(made));
                decisions.put(transport.id(), placing.decision());
                placing.place().guests().add(transport);
                if (server != null) {
                    server.handled((WebRtcTransport) made);
                }
                return made;
            });
        });
    }

    /** Has something made where it is placed; what was reserved is given back if that fails. */
    private <T> CompletableFuture<T> placed(
            String method,
            @Nullable InnerWorker only,
            double reservation,
            Function<InnerRouters.Placing, CompletableFuture<T>> call) {
        CompletableFuture<T> made = innerRouters.place(only, reservation).thenCompose(placing -> {
            CompletableFuture<T> result =
                    CompletableFuture.completedFuture(placing).thenCompose(call);
            var unused = result.whenComplete((done, failure) -> {
                placing.settle().run();
                if (failure != null) {
                    placing.place().worker().release(reservation);
                }
                innerRouters.lookForIdle(placing.place());
            });
            return result;
        });
        return settled(method, made);
    }

    /** Takes in what was made below: on the lane, or not at all; then it is closed before that is told. */
    <T> CompletableFuture<T> adopted(
            Node owner, String method, CompletableFuture<Mirror> made, Function<Mirror, T> adoption) {
        CompletableFuture<T> adopted = owner.answer(method, made, mirror -> {
            try {
                return adoption.apply(mirror);
            } catch (RuntimeException e) {
                mirror.abandon();
                throw e;
            }
        });
        var unused = adopted.whenComplete((done, failure) -> {
            if (failure != null) {
                var ignored = made.thenAccept(Mirror::abandon);
            }
        });
        return adopted;
    }

    @Override
    public CompletableFuture<PipeToRouterResult> pipeToRouter(PipeToRouterOptions options) {
        Objects.requireNonNull(options, "options");
        if (closed()) {
            return failedAsClosed("pipeToRouter");
        }
        if (options.keepId()
                && options.router() instanceof SpanningRouter target
                && target != this
                && target.worker == worker
                && !target.closed()) {
            return LaneFuture.failed(InvalidArgumentException.of(
                    "keepId", true, "must be false when both routers have the same worker"));
        }
        return answer("pipeToRouter", worker.mediasoup().piping().pipe(this, options), result -> result);
    }

    @Override
    public CompletableFuture<ActiveSpeakerObserver> createActiveSpeakerObserver(ActiveSpeakerObserverOptions options) {
        Objects.requireNonNull(options, "options");
        return observe(
                "createActiveSpeakerObserver",
                place -> place.router().createActiveSpeakerObserver(options),
                (place, inner) -> new SpanningObserver(place, options.appData(), inner));
    }

    @Override
    public CompletableFuture<AudioLevelObserver> createAudioLevelObserver(AudioLevelObserverOptions options) {
        Objects.requireNonNull(options, "options");
        return observe(
                "createAudioLevelObserver",
                place -> place.router().createAudioLevelObserver(options),
                (place, inner) -> new SpanningLevels(place, options, inner));
    }

    private <T extends RtpObserver> CompletableFuture<T> observe(
            String method,
            Function<InnerRouter, CompletableFuture<T>> call,
            BiFunction<InnerRouter, T, SpanningObserver> toMirror) {
        if (closed()) {
            return failedAsClosed(method);
        }
        return placed(method, null, 0, placing -> {
            CompletableFuture<Mirror> mirrored = call.apply(placing.place()).thenApply(inner -> {
                SpanningObserver observer = toMirror.apply(placing.place(), inner);
                observer.follow();
                return observer;
            });
            return adopted(this, method, mirrored, observer -> {
                @SuppressWarnings("unchecked")
                T made = (T) observer.self();
                observer.standsIn(
                        List.of(new Place<RtpObserver>(this, "rtpObservers", rtpObservers, observer.id(), made)));
                adopt(observer, onNewRtpObserver, "onNewRtpObserver", new NewRtpObserverEvent(made));
                placing.place().guests().add(observer);
                return made;
            });
        });
    }

    /** A transport or observer has closed. On the lane. */
    void left(Mirror guest) {
        guest.place().guests().remove(guest);
        if (guest instanceof SpanningTransport) {
            decisions.remove(guest.id());
        }
        innerRouters.lookForIdle(guest.place());
    }

    @Override
    public CompletableFuture<Void> updateMediaCodecs(List<RtpCodecCapability> given) {
        RtpCapabilities updated;
        try {
            updated = Ortc.generateRouterRtpCapabilities(given);
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        if (closed()) {
            return failedAsClosed("updateMediaCodecs");
        }
        List<RtpCodecCapability> wanted = List.copyOf(given);
        List<RtpCodecCapability> before = mediaCodecs;
        mediaCodecs = wanted;
        CompletableFuture<Void> done = answer("updateMediaCodecs", innerRouters.updateMediaCodecs(wanted), each -> {
            rtpCapabilities = updated;
            report(Change.builder().property("rtpCapabilities", updated).build());
            return null;
        });
        var unused = done.exceptionally(failure -> {
            home.lane().execute(() -> {
                if (mediaCodecs.equals(wanted)) {
                    mediaCodecs = before;
                    var ignored = innerRouters.updateMediaCodecs(before);
                }
            });
            return null;
        });
        return done;
    }

    @Override
    public CompletableFuture<PipeToRouterResult> pipeToMafaldaRouter(PipeToMafaldaRouterOptions options) {
        Objects.requireNonNull(options, "options");
        String producerId = options.producerId();
        PipeToRouterOptions.Builder pipe = producerId != null
                ? PipeToRouterOptions.ofProducer(producerId, options.router())
                : PipeToRouterOptions.ofDataProducer(
                        Objects.requireNonNull(options.dataProducerId()), options.router());
        return pipeToRouter(pipe.keepId(options.keepId()).build());
    }

    @Override
    public CompletableFuture<Map<String, WorkerResourceUsage>> getResourceUsages() {
        if (closed()) {
            return failedAsClosed("getResourceUsages");
        }
        List<Worker> workers = innerRouters.all().stream()
                .map(inner -> inner.worker().worker())
                .toList();
        List<CompletableFuture<WorkerResourceUsage>> usages =
                workers.stream().map(Worker::getResourceUsage).toList();
        return answer("getResourceUsages", All.of(usages), all -> {
            Map<String, WorkerResourceUsage> byWorker = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                byWorker.put(workers.get(i).id(), all.get(i));
            }
            return byWorker;
        });
    }

    @Override
    public CompletableFuture<Topology> topology() {
        return answer("topology", CompletableFuture.completedFuture(innerRouters), inner -> {
            List<Topology.InnerRouter> parts =
                    inner.all().stream().map(InnerRouters::describe).toList();
            return new Topology(id(), parts, pipes.describe());
        });
    }

    @Override
    public CompletableFuture<PlacementDecision> explain(String transportId) {
        Objects.requireNonNull(transportId, "transportId");
        return answer("explain", CompletableFuture.completedFuture(transportId), id -> {
            PlacementDecision known = decisions.get(id);
            if (known == null) {
                throw new NotFoundException("Transport not found", Details.of("transportId", id, "router", id()));
            }
            return known;
        });
    }

    @Override
    public CompletableFuture<RoomPlan> plan(RoomShape shape) {
        Objects.requireNonNull(shape, "shape");
        return answer(
                "plan",
                CompletableFuture.completedFuture(shape),
                given -> worker.planner().plan(given));
    }

    /** One of several workers has ended: closes what was there. On the lane. */
    void lost(InnerWorker ended, CloseReason reason) {
        InnerRouter inner = innerRouters.remove(ended);
        if (inner == null || closed()) {
            return;
        }
        Set<Node> guests = Set.copyOf(inner.guests());
        List<String> transportIds = InnerRouters.guestIds(inner, SpanningTransport.class);
        transports(guests).forEach(transport -> transport.tellLost(true));
        guests.forEach(guest -> guest.markAll(reason, reason));
        home.announceClosings();
        pipes.lost(inner);
        events.gone(inner);
        if (reason instanceof CloseReason.WorkerDied died) {
            events.died(ended, died.death(), transportIds);
        }
    }

    /** A worker cannot be reached at present: what passes it passes elsewhere, what ends there may. On the lane. */
    void suspect(InnerWorker worker) {
        pipes.avoid(worker);
        transportsOn(worker).forEach(transport -> transport.tellLost(false));
    }

    /** A worker that was suspect can be reached. On the lane. */
    void found(InnerWorker worker) {
        transportsOn(worker).forEach(SpanningTransport::found);
    }

    private List<SpanningTransport> transportsOn(InnerWorker worker) {
        return innerRouters.all().stream()
                .filter(inner -> inner.worker() == worker)
                .flatMap(inner -> transports(inner.guests()))
                .toList();
    }

    private static Stream<SpanningTransport> transports(Set<Node> guests) {
        return guests.stream().filter(SpanningTransport.class::isInstance).map(SpanningTransport.class::cast);
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
    public Subscription onInnerRouterOpened(Listener<InnerRouterOpenedEvent> listener) {
        return events.onInnerRouterOpened.subscribe(listener);
    }

    @Override
    public Subscription onInnerRouterClosed(Listener<InnerRouterClosedEvent> listener) {
        return events.onInnerRouterClosed.subscribe(listener);
    }

    @Override
    public Subscription onConsumerMoved(Listener<ConsumerMovedEvent> listener) {
        return events.onConsumerMoved.subscribe(listener);
    }

    @Override
    public Subscription onTransportLost(Listener<TransportLostEvent> listener) {
        return events.onTransportLost.subscribe(listener);
    }

    @Override
    public Subscription onInnerWorkerDied(Listener<InnerWorkerDiedEvent> listener) {
        return events.onInnerWorkerDied.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {
        transports.view().values().forEach(one -> taker.accept(Objects.requireNonNull(Mirror.of(one))));
        rtpObservers.view().values().forEach(one -> taker.accept(Objects.requireNonNull(Mirror.of(one))));
    }

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.RouterClosed();
    }

    @Override
    protected void closeInner() {
        innerRouters.closeAll();
    }

    @Override
    protected void afterCloseEvent(CloseReason reason) {
        innerRouters.closeAll();
        worker.left(this);
    }

    @Override
    protected String typeName() {
        return "MafaldaRouter";
    }
}

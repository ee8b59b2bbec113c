package org.mafalda.mafalda.layer;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mafalda.policy.StreamKind;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.event.NewProducerEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.rope.Details;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transport of a router that spans workers: what it consumes may come from another worker. */
final class SpanningTransport extends Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(SpanningTransport.class);
    private static final Set<String> OWN_EVENTS =
            Set.of("onNewProducer", "onNewConsumer", "onNewDataProducer", "onNewDataConsumer");

    private final SpanningRouter router;
    private final @Nullable VirtualServer server;
    private final LiveMap<Producer> producers = collection("producers");
    private final LiveMap<Consumer> consumers = collection("consumers");
    private final LiveMap<DataProducer> dataProducers = collection("dataProducers");
    private final LiveMap<DataConsumer> dataConsumers = collection("dataConsumers");
    private final boolean hinted;
    private @Nullable Supplier<CompletableFuture<Transport>> another;
    /** Whether that was told, and there is or will be another one; on the lane, as the three below. */
    private boolean lost;
    /** How many streams it is still expected to get. */
    private double reserved;

    private int streams;
    /** How many of its streams have used up what was reserved, at most. */
    private int most;

    /**
     * A transport that has just been made below.
     *
     * @param server the server that it is on; null for none
     * @param reserved how many streams it is expected to get, which are reserved on its worker
     */
    SpanningTransport(
            InnerRouter place,
            Map<String, @Nullable Object> appData,
            Transport inner,
            @Nullable VirtualServer server,
            double reserved) {
        super(place, UUID.randomUUID().toString(), appData, inner);
        this.router = place.owner();
        this.server = server;
        this.hinted = Expectations.hint(appData) != null;
        this.reserved = reserved;
    }

    Pipes pipes() {
        return router.pipes();
    }

    private Transport transport() {
        return (Transport) inner();
    }

    /** How another one like it is made, elsewhere; null if that makes no sense. To be called before it is adopted. */
    <T extends Transport> void replacedBy(@Nullable Supplier<CompletableFuture<T>> given) {
        another = given == null ? null : () -> given.get().thenApply(made -> made);
    }

    /**
     * Its worker cannot be reached: has another one made, and tells of it when it is there, or cannot be made. On the
     * lane, before it is closed; once for each loss.
     *
     * @param dead whether it is about to be closed
     */
    void tellLost(boolean dead) {
        Supplier<CompletableFuture<Transport>> way = another;
        if (way == null || lost || !router.events().replacesLost()) {
            return;
        }
        lost = true;
        List<ProducerOptions> itsProducers = again(producers, ProducerOptions.class);
        List<ConsumerOptions> itsConsumers = again(consumers, ConsumerOptions.class);
        List<DataProducerOptions> itsDataProducers = again(dataProducers, DataProducerOptions.class);
        List<DataConsumerOptions> itsDataConsumers = again(dataConsumers, DataConsumerOptions.class);
        var unused = CompletableFuture.runAsync(() -> {}, home.lane())
                .<Transport>thenCompose(done -> way.get())
                .whenComplete((replacement, failure) -> home.lane().execute(() -> {
                    if (failure != null) {
                        lost = false;
                        LOG.warn(
                                "Lost transport cannot be replaced [transport:{}, router:{}]",
                                id(),
                                router.id(),
                                failure);
                    }
                    router.events()
                            .lost(new TransportLostEvent(
                                    id(),
                                    dead,
                                    replacement,
                                    itsProducers,
                                    itsConsumers,
                                    itsDataProducers,
                                    itsDataConsumers));
                }));
    }

    /** Its worker can be reached again. On the lane. */
    void found() {
        lost = false;
    }

    private static <T extends Record> List<T> again(LiveMap<?> children, Class<T> type) {
        return children.view().values().stream()
                .map(child -> type.cast(Objects.requireNonNull(Mirror.of(child)).again()))
                .toList();
    }

    @Override
    boolean isOwnEvent(String name) {
        return OWN_EVENTS.contains(name);
    }

    @Override
    CompletableFuture<?> call(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "produce" -> produce((ProducerOptions) Objects.requireNonNull(arguments[0]));
            case "consume" -> consume((ConsumerOptions) Objects.requireNonNull(arguments[0]));
            case "produceData" -> produceData((DataProducerOptions) Objects.requireNonNull(arguments[0]));
            case "consumeData" -> consumeData((DataConsumerOptions) Objects.requireNonNull(arguments[0]));
            default -> super.call(method, arguments);
        };
    }

    private CompletableFuture<Producer> produce(ProducerOptions options) {
        String id = options.id();
        return router.worker()
                .producerIds()
                .take(
                        id,
                        () -> make(
                                "produce",
                                transport().produce(Names.with(options, "id", null)),
                                inner -> new Mirror(place(), idOr(id), options.appData(), inner).madeWith(options),
                                new Ways<>(
                                        "producers",
                                        producers,
                                        router.producerMap(),
                                        "onNewProducer",
                                        NewProducerEvent::new)));
    }

    private CompletableFuture<DataProducer> produceData(DataProducerOptions options) {
        String id = options.id();
        return router.worker()
                .dataProducerIds()
                .take(
                        id,
                        () -> make(
                                "produceData",
                                transport().produceData(Names.with(options, "id", null)),
                                inner -> new Mirror(place(), idOr(id), options.appData(), inner).madeWith(options),
                                new Ways<>(
                                        "dataProducers",
                                        dataProducers,
                                        router.dataProducerMap(),
                                        "onNewDataProducer",
                                        NewDataProducerEvent::new)));
    }

    private static String idOr(@Nullable String id) {
        return id == null ? UUID.randomUUID().toString() : id;
    }

    private CompletableFuture<Consumer> consume(ConsumerOptions options) {
        Mirror origin = Mirror.of(router.producers().get(options.producerId()));
        if (origin == null) {
            return notFound("Producer not found", "producerId", options.producerId());
        }
        if (origin.property("kind") == MediaKind.VIDEO && router.worker().refusesVideo(place().worker())) {
            return LaneFuture.failed(new CapacityException(
                    "Worker is at its limit, and audio goes first",
                    Details.of("producerId", options.producerId(), "transport", id(), "router", router.id())));
        }
        return consumeFrom(
                "consume",
                origin,
                (id, present) -> consume(options, id, present),
                inner -> new SpanningConsumer(place(), (Consumer) inner, options.appData(), origin).madeWith(options),
                new Ways<>("consumers", consumers, router.consumerMap(), "onNewConsumer", NewConsumerEvent::new));
    }

    /** Consumes, or consumes again what a consumer has consumed so far. */
    private CompletableFuture<Consumer> consume(ConsumerOptions options, String id, @Nullable Mirror present) {
        if (present == null) {
            return transport().consume(Names.with(options, "producerId", id));
        }
        Consumer before = (Consumer) present.self();
        ConsumerOptions again = new ConsumerOptions(
                id,
                options.rtpCapabilities(),
                before.paused(),
                options.pipe() ? options.mid() : before.rtpParameters().mid(),
                before.preferredLayers(),
                options.enableRtx(),
                options.ignoreDtx(),
                options.pipe(),
                options.appData());
        return transport()
                .consume(again)
                .thenCompose(made -> before.priority() == made.priority()
                        ? CompletableFuture.completedFuture(made)
                        : made.setPriority(before.priority()).thenApply(done -> made));
    }

    private CompletableFuture<DataConsumer> consumeData(
            DataConsumerOptions options, String id, @Nullable Mirror present) {
        DataConsumerOptions named = Names.with(options, "dataProducerId", id);
        if (present == null) {
            return transport().consumeData(named);
        }
        DataConsumer before = (DataConsumer) present.self();
        DataConsumerOptions paused = Names.with(named, "paused", before.paused());
        return transport()
                .consumeData(
                        before.subchannels().isEmpty()
                                ? paused
                                : Names.with(paused, "subchannels", before.subchannels()));
    }

    private CompletableFuture<DataConsumer> consumeData(DataConsumerOptions options) {
        Mirror origin = Mirror.of(router.dataProducers().get(options.dataProducerId()));
        if (origin == null) {
            return notFound("DataProducer not found", "dataProducerId", options.dataProducerId());
        }
        return consumeFrom(
                "consumeData",
                origin,
                (id, present) -> consumeData(options, id, present),
                inner -> new Mirror(place(), UUID.randomUUID().toString(), options.appData(), inner).madeWith(options),
                new Ways<>(
                        "dataConsumers",
                        dataConsumers,
                        router.dataConsumerMap(),
                        "onNewDataConsumer",
                        NewDataConsumerEvent::new));
    }

    private <T> CompletableFuture<T> notFound(String fact, String field, String id) {
        return LaneFuture.failed(new NotFoundException(fact, Details.of(field, id, "router", router.id())));
    }

    private <T> CompletableFuture<T> consumeFrom(
            String method,
            Mirror origin,
            BiFunction<String, @Nullable Mirror, CompletableFuture<T>> call,
            Function<Object, Mirror> toMirror,
            Ways<T, ?> ways) {
        Consumption consumption = new Consumption(this, origin, call, toMirror);
        CompletableFuture<T> made = adopted(method, consumption.begin(), ways);
        var unused =
                made.whenComplete((child, failure) -> home.lane().execute(() -> consumption.settled(Mirror.of(child))));
        return made;
    }

    /** How a new child is entered and told of. */
    private record Ways<T, E>(
            String collection, LiveMap<T> members, LiveMap<T> all, String event, Function<T, E> toEvent) {}

    private <T, E> CompletableFuture<T> make(
            String method, CompletableFuture<T> call, Function<T, Mirror> toMirror, Ways<T, E> ways) {
        return adopted(
                method,
                call.thenApply(inner -> {
                    Mirror mirror = toMirror.apply(inner);
                    mirror.follow();
                    return mirror;
                }),
                ways);
    }

    private <T, E> CompletableFuture<T> adopted(String method, CompletableFuture<Mirror> mirrored, Ways<T, E> ways) {
        return router.adopted(this, method, mirrored, mirror -> {
            @SuppressWarnings("unchecked")
            T child = (T) mirror.self();
            mirror.standsIn(List.of(
                    new Place<>(this, ways.collection(), ways.members(), mirror.id(), child),
                    new Place<>(router, ways.collection(), ways.all(), mirror.id(), child)));
            adopt(mirror, signal(ways.event()), ways.event(), ways.toEvent().apply(child));
            count(mirror, Flow.of(mirror.self()));
            return child;
        });
    }

    /** A new stream counts for itself, and takes the place of one that was expected. On the lane. */
    private void count(Mirror child, Flow flow) {
        InnerWorker worker = place().worker();
        Expectations expectations = router.worker().expectations();
        TransportType type = transport().type();
        worker.add(flow);
        streams++;
        expectations.count(type, streams == 1 ? 1 : 0, 1);
        boolean wasExpected = !hinted || flow.kind().use() == StreamKind.Use.CONSUMER;
        if (wasExpected && streams > most) {
            most = streams;
            release(Math.min(1, reserved));
        }
        var unused = child.onClose(event -> {
            worker.remove(flow);
            streams--;
            expectations.count(type, streams == 0 ? -1 : 0, -1);
        });
    }

    /** A producer here has been piped somewhere, which is among what the application announced. On the lane. */
    void piped() {
        if (hinted) {
            release(Math.min(1, reserved));
        }
    }

    private void release(double expected) {
        reserved -= expected;
        place().worker().release(expected);
    }

    @Override
    protected void forEachChild(java.util.function.Consumer<LiveObject> taker) {
        for (LiveMap<?> members : List.of(producers, consumers, dataProducers, dataConsumers)) {
            members.view().values().forEach(child -> taker.accept(Objects.requireNonNull(Mirror.of(child))));
        }
    }

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.TransportClosed();
    }

    /** The server tells of it before the close event, except when it is the server that closes it. */
    @Override
    protected void beforeCloseEvent(CloseReason reason) {
        if (server != null && !(reason instanceof CloseReason.ListenServerClosed)) {
            server.unhandled((WebRtcTransport) self());
        }
    }

    @Override
    protected void afterCloseEvent(CloseReason reason) {
        super.afterCloseEvent(reason);
        release(reserved);
        if (server != null && reason instanceof CloseReason.ListenServerClosed) {
            server.unhandled((WebRtcTransport) self());
        }
        router.left(this);
    }
}

package org.mafalda.mafalda.layer;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.event.NewProducerEvent;
import org.mafalda.rope.Details;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;

/** A transport of a router that spans workers: what it consumes may come from another worker. */
final class SpanningTransport extends Mirror {
    private static final Set<String> OWN_EVENTS =
            Set.of("onNewProducer", "onNewConsumer", "onNewDataProducer", "onNewDataConsumer");

    private final SpanningRouter router;
    private final @Nullable VirtualServer server;
    private final LiveMap<Producer> producers = collection("producers");
    private final LiveMap<Consumer> consumers = collection("consumers");
    private final LiveMap<DataProducer> dataProducers = collection("dataProducers");
    private final LiveMap<DataConsumer> dataConsumers = collection("dataConsumers");
    /** How many streams it has; on the lane. */
    private int streams;

    SpanningTransport(
            InnerRouter place, Map<String, @Nullable Object> appData, Transport inner, @Nullable VirtualServer server) {
        super(place, UUID.randomUUID().toString(), appData, inner);
        this.router = place.owner();
        this.server = server;
    }

    private Transport transport() {
        return (Transport) inner();
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
        if (id != null && router.worker().hasProducer(id)) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("id", id, "must not be that of another producer of the worker"));
        }
        return make(
                "produce",
                transport().produce(Names.with(options, "id", null)),
                inner -> new Mirror(place(), idOr(id), options.appData(), inner),
                new Ways<>("producers", producers, router.producerMap(), "onNewProducer", NewProducerEvent::new));
    }

    private CompletableFuture<DataProducer> produceData(DataProducerOptions options) {
        String id = options.id();
        if (id != null && router.worker().hasDataProducer(id)) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("id", id, "must not be that of another data producer of the worker"));
        }
        return make(
                "produceData",
                transport().produceData(Names.with(options, "id", null)),
                inner -> new Mirror(place(), idOr(id), options.appData(), inner),
                new Ways<>(
                        "dataProducers",
                        dataProducers,
                        router.dataProducerMap(),
                        "onNewDataProducer",
                        NewDataProducerEvent::new));
    }

    private static String idOr(@Nullable String id) {
        return id == null ? UUID.randomUUID().toString() : id;
    }

    private CompletableFuture<Consumer> consume(ConsumerOptions options) {
        Mirror origin = Mirror.of(router.producers().get(options.producerId()));
        if (origin == null) {
            return notFound("Producer not found", "producerId", options.producerId());
        }
        return consumeFrom(
                "consume",
                origin,
                id -> transport().consume(Names.with(options, "producerId", id)),
                options.appData(),
                new Ways<>("consumers", consumers, router.consumerMap(), "onNewConsumer", NewConsumerEvent::new));
    }

    private CompletableFuture<DataConsumer> consumeData(DataConsumerOptions options) {
        Mirror origin = Mirror.of(router.dataProducers().get(options.dataProducerId()));
        if (origin == null) {
            return notFound("DataProducer not found", "dataProducerId", options.dataProducerId());
        }
        return consumeFrom(
                "consumeData",
                origin,
                id -> transport().consumeData(Names.with(options, "dataProducerId", id)),
                options.appData(),
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
            Function<String, CompletableFuture<T>> call,
            Map<String, @Nullable Object> appData,
            Ways<T, ?> ways) {
        CompletableFuture<T> consumed = router.pipes().reach(origin, place()).thenCompose(use -> {
            CompletableFuture<T> made = make(
                    method,
                    call.apply(use.innerId()),
                    inner -> new Mirror(place(), UUID.randomUUID().toString(), appData, inner),
                    ways);
            var unused = made.whenComplete((child, failure) -> {
                Mirror mirror = Mirror.of(child);
                if (mirror == null) {
                    use.end().run();
                } else {
                    var ignored = mirror.onClose(event -> use.end().run());
                }
            });
            return made;
        });
        return settled(method, consumed);
    }

    /** How a new child is entered and told of. */
    private record Ways<T, E>(
            String collection, LiveMap<T> members, LiveMap<T> all, String event, Function<T, E> toEvent) {}

    private <T, E> CompletableFuture<T> make(
            String method, CompletableFuture<T> call, Function<T, Mirror> toMirror, Ways<T, E> ways) {
        CompletableFuture<Mirror> mirrored = call.thenApply(inner -> {
            Mirror mirror = toMirror.apply(inner);
            mirror.follow();
            return mirror;
        });
        return router.adopted(this, method, mirrored, mirror -> {
            @SuppressWarnings("unchecked")
            T child = (T) mirror.self();
            mirror.standsIn(List.of(
                    new Place<>(this, ways.collection(), ways.members(), mirror.id(), child),
                    new Place<>(router, ways.collection(), ways.all(), mirror.id(), child)));
            adopt(mirror, signal(ways.event()), ways.event(), ways.toEvent().apply(child));
            count(1);
            var unused = mirror.onClose(event -> count(-1));
            return child;
        });
    }

    /** A transport that has fewer streams than it has reserved is counted with those. */
    private void count(int more) {
        int before = Math.max(streams, LoadModel.RESERVED_STREAMS);
        streams += more;
        place().worker().flow(more);
        place().worker().add(Math.max(streams, LoadModel.RESERVED_STREAMS) - before);
    }

    @Override
    void forEachChild(java.util.function.Consumer<Node> taker) {
        for (LiveMap<?> members : List.of(producers, consumers, dataProducers, dataConsumers)) {
            members.view().values().forEach(child -> taker.accept(Objects.requireNonNull(Mirror.of(child))));
        }
    }

    @Override
    CloseReason reasonBelow() {
        return new CloseReason.TransportClosed();
    }

    /** The server tells of it before the close event, except when it is the server that closes it. */
    @Override
    void beforeCloseEvent(CloseReason reason) {
        if (server != null && !(reason instanceof CloseReason.ListenServerClosed)) {
            server.unhandled((WebRtcTransport) self());
        }
    }

    @Override
    void afterCloseEvent(CloseReason reason) {
        super.afterCloseEvent(reason);
        if (server != null && reason instanceof CloseReason.ListenServerClosed) {
            server.unhandled((WebRtcTransport) self());
        }
        router.left(this);
    }
}

package org.mafalda.mediasoup.simulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.event.DtlsStateChangeEvent;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.event.NewProducerEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.ProducerRtpParametersMapping;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceCandidateType;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.Details;

/** A simulated transport, of whatever type; only pipes lead anywhere. */
final class SimulatedTransport extends SimulatedObject {
    private static final String ADDRESS = "127.0.0.1";

    private final SimulatedRouter router;
    private final TransportType type;
    private int port;
    private int remotePort;
    private int nextMid;

    private SimulatedTransport(
            SimulatedRouter router,
            Class<? extends Transport> leaf,
            TransportType type,
            Map<String, @Nullable Object> appData) {
        super(leaf, router.process, router.process.world().nextId(), appData);
        this.router = router;
        this.type = type;
        has("type", type);
    }

    static SimulatedTransport webRtc(SimulatedRouter router, WebRtcTransportOptions options) {
        SimulatedTransport made =
                new SimulatedTransport(router, WebRtcTransport.class, TransportType.WEBRTC, options.appData());
        made.has("iceRole", IceRole.CONTROLLED);
        made.has("iceParameters", made.iceParameters());
        made.has(
                "iceCandidates",
                List.of(new IceCandidate(
                        "udpcandidate", 1, ADDRESS, TransportProtocol.UDP, 1, IceCandidateType.HOST, null)));
        made.has("iceState", IceState.NEW);
        made.has(
                "dtlsParameters",
                new DtlsParameters(
                        DtlsRole.AUTO, List.of(new DtlsFingerprint(FingerprintAlgorithm.SHA_256, "00".repeat(32)))));
        made.has("dtlsState", DtlsState.NEW);
        return made;
    }

    private IceParameters iceParameters() {
        String secret = process.world().nextId();
        return new IceParameters(secret, secret, true);
    }

    static SimulatedTransport plain(SimulatedRouter router, PlainTransportOptions options) {
        SimulatedTransport made =
                new SimulatedTransport(router, PlainTransport.class, TransportType.PLAIN, options.appData());
        made.has("tuple", new TransportTuple(ADDRESS, 1, null, null, TransportProtocol.UDP));
        return made;
    }

    static SimulatedTransport direct(SimulatedRouter router, DirectTransportOptions options) {
        return new SimulatedTransport(router, DirectTransport.class, TransportType.DIRECT, options.appData());
    }

    static SimulatedTransport pipe(SimulatedRouter router, PipeTransportOptions options) {
        SimulatedTransport made =
                new SimulatedTransport(router, PipeTransport.class, TransportType.PIPE, options.appData());
        made.port = made.process.world().open(made);
        made.has("tuple", new TransportTuple(ADDRESS, made.port, null, null, TransportProtocol.UDP));
        return made;
    }

    SimulatedRouter router() {
        return router;
    }

    boolean isPipe() {
        return type == TransportType.PIPE;
    }

    /** The transport on the other side of a pipe; null if there is none. */
    @Nullable SimulatedTransport remote() {
        SimulatedTransport other = remotePort == 0 ? null : process.world().at(remotePort);
        return other == null || other.remotePort != port || other.closed() ? null : other;
    }

    @Override
    void marked() {
        if (type == TransportType.PIPE) {
            process.world().free(port);
        }
    }

    @Override
    void forEachChild(Consumer<SimulatedObject> taker) {
        for (String collection : List.of("producers", "consumers", "dataProducers", "dataConsumers")) {
            members(collection).values().forEach(child -> taker.accept(of(child)));
        }
    }

    @Override
    CloseReason reasonBelow() {
        return new CloseReason.TransportClosed();
    }

    /** What it tells is found out at the call, as mediasoup does. */
    @Override
    @Nullable CompletableFuture<?> compound(String method, Object[] arguments) {
        return switch (method) {
            case "consume" -> consume((ConsumerOptions) arguments[0]);
            case "consumeData" -> consumeData((DataConsumerOptions) arguments[0]);
            default -> null;
        };
    }

    @Override
    @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
        return switch (method) {
            case "connect" -> () -> connect(arguments);
            case "restartIce" -> this::restartIce;
            case "produce" -> () -> produce((ProducerOptions) arguments[0]);
            case "produceData" -> () -> produceData((DataProducerOptions) arguments[0]);
            case "setMaxIncomingBitrate", "setMaxOutgoingBitrate", "setMinOutgoingBitrate", "enableTraceEvent" ->
                () -> null;
            case "getStats" -> List::of;
            default -> null;
        };
    }

    private @Nullable Object connect(Object[] arguments) {
        if (type == TransportType.PIPE && arguments[0] instanceof PipeTransportConnectOptions options) {
            if (remotePort != 0) {
                throw new InvalidStateException("Already connected", Details.of("transport", id()));
            }
            remotePort = options.port();
            set("tuple", new TransportTuple(ADDRESS, port, options.ip(), remotePort, TransportProtocol.UDP));
        } else if (type == TransportType.WEBRTC) {
            set("dtlsState", DtlsState.CONNECTED, "onDtlsStateChange", new DtlsStateChangeEvent(DtlsState.CONNECTED));
        }
        return null;
    }

    private Object restartIce() {
        IceParameters parameters = iceParameters();
        set("iceParameters", parameters);
        return parameters;
    }

    private Producer produce(ProducerOptions options) {
        String id = options.id() == null ? process.world().nextId() : options.id();
        checkFree("producers", id);
        RtpCapabilities capabilities = (RtpCapabilities) router.state("rtpCapabilities");
        RtpParameters given = Ortc.validateAndNormalizeRtpParameters(options.rtpParameters());
        if (given.encodings().isEmpty()) {
            given = given.toBuilder()
                    .encodings(List.of(RtpEncodingParameters.builder().build()))
                    .build();
        }
        ProducerRtpParametersMapping mapped = Ortc.getProducerRtpParametersMapping(
                given, capabilities, process.world().random());
        RtpParameters consumable = Ortc.getConsumableRtpParameters(
                options.kind(), mapped.rtpParameters(), capabilities, mapped.rtpMapping());
        SimulatedProducer producer = SimulatedProducer.media(this, id, options, mapped.rtpParameters(), consumable);
        Producer made = producer.self(Producer.class);
        adopt(producer, "producers", router, "onNewProducer", new NewProducerEvent(made));
        return made;
    }

    private DataProducer produceData(DataProducerOptions options) {
        String id = options.id() == null ? process.world().nextId() : options.id();
        checkFree("dataProducers", id);
        SimulatedProducer producer = SimulatedProducer.data(this, id, options);
        DataProducer made = producer.self(DataProducer.class);
        adopt(producer, "dataProducers", router, "onNewDataProducer", new NewDataProducerEvent(made));
        return made;
    }

    /** Ids are unique within a worker. */
    private void checkFree(String collection, String id) {
        boolean taken = router.worker().members("routers").values().stream()
                .anyMatch(other -> of(other).members(collection).containsKey(id));
        if (taken) {
            throw InvalidArgumentException.of("id", id, "must not be that of another producer of the worker");
        }
    }

    private CompletableFuture<?> consume(ConsumerOptions options) {
        SimulatedProducer known = producer("producers", options.producerId());
        if (known == null) {
            return call("consume", () -> {
                throw notFound("Producer not found", "producerId", options.producerId());
            });
        }
        RtpParameters parameters = parameters(known, options);
        return call("consume", () -> {
            SimulatedProducer producer = producer("producers", options.producerId());
            if (producer == null) {
                throw notFound("Producer not found", "producerId", options.producerId());
            }
            SimulatedConsumer consumer = SimulatedConsumer.media(this, producer, options, parameters);
            org.mafalda.mediasoup.Consumer made = consumer.self(org.mafalda.mediasoup.Consumer.class);
            adopt(consumer, "consumers", router, "onNewConsumer", new NewConsumerEvent(made));
            router.worker().loadChanged();
            return made;
        });
    }

    private RtpParameters parameters(SimulatedProducer producer, ConsumerOptions options) {
        RtpParameters consumable = (RtpParameters) producer.state("consumableRtpParameters");
        if (type == TransportType.PIPE) {
            return Ortc.getPipeConsumerRtpParameters(
                    consumable, false, process.world().random());
        }
        boolean enableRtx = options.enableRtx() == null ? producer.get("kind") == MediaKind.VIDEO : options.enableRtx();
        RtpParameters parameters = Ortc.getConsumerRtpParameters(
                consumable,
                Ortc.validateAndNormalizeRtpCapabilities(options.rtpCapabilities()),
                options.pipe(),
                enableRtx,
                process.world().random());
        return options.pipe()
                ? parameters
                : parameters.toBuilder()
                        .mid(options.mid() == null ? Integer.toString(nextMid++) : options.mid())
                        .build();
    }

    /** How a consumer forwards here. */
    ConsumerType consumerType(SimulatedProducer producer, ConsumerOptions options) {
        if (type == TransportType.PIPE || options.pipe()) {
            return ConsumerType.PIPE;
        }
        return switch (((Producer) producer.self()).type()) {
            case SIMPLE -> ConsumerType.SIMPLE;
            case SIMULCAST -> ConsumerType.SIMULCAST;
            case SVC -> ConsumerType.SVC;
        };
    }

    private CompletableFuture<?> consumeData(DataConsumerOptions options) {
        return call("consumeData", () -> {
            SimulatedProducer producer = producer("dataProducers", options.dataProducerId());
            if (producer == null) {
                throw notFound("DataProducer not found", "dataProducerId", options.dataProducerId());
            }
            SimulatedConsumer consumer = SimulatedConsumer.data(this, producer, options);
            DataConsumer made = consumer.self(DataConsumer.class);
            adopt(consumer, "dataConsumers", router, "onNewDataConsumer", new NewDataConsumerEvent(made));
            return made;
        });
    }

    private @Nullable SimulatedProducer producer(String collection, String id) {
        Object producer = router.members(collection).get(id);
        return producer == null ? null : (SimulatedProducer) of(producer);
    }

    private NotFoundException notFound(String fact, String field, String id) {
        return new NotFoundException(fact, Details.of(field, id, "router", router.id()));
    }
}

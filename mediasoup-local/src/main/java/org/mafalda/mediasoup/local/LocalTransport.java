package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.dump.BaseTransportDump;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.event.NewProducerEvent;
import org.mafalda.mediasoup.event.TransportTraceEvent;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.local.internal.fbs.ConsumeFbs;
import org.mafalda.mediasoup.local.internal.fbs.ConsumeReply;
import org.mafalda.mediasoup.local.internal.fbs.ProduceFbs;
import org.mafalda.mediasoup.local.internal.fbs.RouterFbs;
import org.mafalda.mediasoup.local.internal.fbs.TransportFbs;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.ProducerRtpParametersMapping;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** What the transports of a worker on this machine have in common. */
abstract class LocalTransport extends LocalObject {
    /** A MID has up to 8 bytes. */
    private static final int MAX_MID = 100_000_000;

    private final LocalRouter router;
    private final LiveMap<Producer> producers = new LiveMap<>();
    private final LiveMap<org.mafalda.mediasoup.Consumer> consumers = new LiveMap<>();
    private final Signal<NewProducerEvent> onNewProducer = new Signal<>();
    private final Signal<NewConsumerEvent> onNewConsumer = new Signal<>();
    private final Signal<TransportTraceEvent> onTrace = new Signal<>();
    private final DataChannels dataChannels = new DataChannels(this);
    private final long maxSendMessageSize;
    private final long maxReceiveMessageSize;
    private final AtomicInteger nextMid = new AtomicInteger();
    /** The CNAME of all producers here: the endpoint's first, or one of ours. Guarded by itself. */
    private final Object cnameLock = new Object();

    private @Nullable String cname;

    LocalTransport(LocalRouter router, Map<String, @Nullable Object> appData, BaseTransportDump dump) {
        super(router.home, dump.id(), appData);
        this.router = router;
        this.maxSendMessageSize = dump.maxSendMessageSize();
        this.maxReceiveMessageSize = dump.maxReceiveMessageSize();
    }

    /** Which leaf it is. */
    public abstract TransportType type();

    final LocalRouter router() {
        return router;
    }

    final DataChannels dataChannels() {
        return dataChannels;
    }

    /** Largest message that a data consumer may send, in bytes. */
    final long maxSendMessageSize() {
        return maxSendMessageSize;
    }

    /** Largest message that a data producer may be given, in bytes. */
    final long maxReceiveMessageSize() {
        return maxReceiveMessageSize;
    }

    final Place<Producer> place(LocalProducer producer) {
        return new Place<>(this, "producers", producers, producer.id(), producer);
    }

    final Place<org.mafalda.mediasoup.Consumer> place(LocalConsumer consumer) {
        return new Place<>(this, "consumers", consumers, consumer.id(), consumer);
    }

    public final Map<String, Producer> producers() {
        return producers.view();
    }

    public final Map<String, org.mafalda.mediasoup.Consumer> consumers() {
        return consumers.view();
    }

    public final Map<String, DataProducer> dataProducers() {
        return dataChannels.producers.view();
    }

    public final Map<String, DataConsumer> dataConsumers() {
        return dataChannels.consumers.view();
    }

    public final CompletableFuture<Void> setMaxIncomingBitrate(long bitrate) {
        return setBitrate(bitrate, TransportFbs.setMaxIncomingBitrate(id(), bitrate));
    }

    public final CompletableFuture<Void> setMaxOutgoingBitrate(long bitrate) {
        return setBitrate(bitrate, TransportFbs.setMaxOutgoingBitrate(id(), bitrate));
    }

    public final CompletableFuture<Void> setMinOutgoingBitrate(long bitrate) {
        return setBitrate(bitrate, TransportFbs.setMinOutgoingBitrate(id(), bitrate));
    }

    private CompletableFuture<Void> setBitrate(long bitrate, Request<Boolean> request) {
        if (bitrate < 0 || bitrate > 4_294_967_295L) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("bitrate", bitrate, "must be between 0 and 4294967295"));
        }
        return request(request, () -> {});
    }

    public final CompletableFuture<Void> enableTraceEvent(Set<TransportTraceEventType> types) {
        return request(TransportFbs.enableTraceEvent(id(), Set.copyOf(types)), () -> {});
    }

    public final CompletableFuture<Producer> produce(ProducerOptions options) {
        Objects.requireNonNull(options, "options");
        if (closed()) {
            return failedAsClosed(closedFailure("transport.produce"));
        }
        String id = options.id() == null ? UUID.randomUUID().toString() : options.id();
        Request<org.mafalda.mediasoup.ProducerType> request;
        RtpParameters rtpParameters;
        RtpParameters consumable;
        try {
            if (options.id() != null && router.worker().hasProducer(id)) {
                throw InvalidArgumentException.of("id", id, "must not be that of another producer of the worker");
            }
            RtpCapabilities capabilities = router.rtpCapabilities();
            ProducerRtpParametersMapping mapped = Ortc.getProducerRtpParametersMapping(
                    normalize(options.rtpParameters()), capabilities, ThreadLocalRandom.current());
            rtpParameters = mapped.rtpParameters();
            consumable =
                    Ortc.getConsumableRtpParameters(options.kind(), rtpParameters, capabilities, mapped.rtpMapping());
            request = ProduceFbs.produce(
                    id(),
                    id,
                    options.kind(),
                    rtpParameters,
                    mapped.rtpMapping(),
                    options.paused(),
                    options.keyFrameRequestDelay().toMillis(),
                    options.enableMediasoupPacketIdHeaderExtension());
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        return request(request, type -> {
            LocalProducer producer = new LocalProducer(this, id, options, rtpParameters, consumable, type);
            return adopt(producer, onNewProducer, "onNewProducer", new NewProducerEvent(producer));
        });
    }

    /** Checked parameters with at least one encoding and the CNAME that all producers of the transport share. */
    private RtpParameters normalize(RtpParameters given) {
        RtpParameters normalized = Ortc.validateAndNormalizeRtpParameters(given);
        RtpParameters.Builder parameters = normalized.toBuilder();
        if (given.encodings().isEmpty()) {
            parameters.encodings(List.of(RtpEncodingParameters.builder().build()));
        }
        RtcpParameters rtcp = normalized.rtcp();
        return parameters
                .rtcp(new RtcpParameters(
                        cnameFor(rtcp == null ? null : rtcp.cname()), rtcp == null ? null : rtcp.reducedSize()))
                .build();
    }

    /** The CNAME of a producer that came with this one, if any. */
    String cnameFor(@Nullable String given) {
        synchronized (cnameLock) {
            if (cname == null) {
                cname = given == null || given.isEmpty()
                        ? UUID.randomUUID().toString().substring(0, 8)
                        : given;
            }
            return cname;
        }
    }

    public final CompletableFuture<org.mafalda.mediasoup.Consumer> consume(ConsumerOptions options) {
        Objects.requireNonNull(options, "options");
        if (closed()) {
            return failedAsClosed(closedFailure("transport.consume"));
        }
        String id = UUID.randomUUID().toString();
        Producer producer = router.producers().get(options.producerId());
        if (producer == null) {
            return LaneFuture.failed(new NotFoundException(
                    "Producer not found", Details.of("producerId", options.producerId(), "router", router.id())));
        }
        ConsumerType type = consumerType(producer, options);
        RtpParameters rtpParameters;
        try {
            rtpParameters = consumerParameters(producer, options);
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        return request(
                ConsumeFbs.consume(
                        id(),
                        id,
                        options.producerId(),
                        producer.kind(),
                        rtpParameters,
                        type,
                        producer.consumableRtpParameters().encodings(),
                        options.paused(),
                        options.preferredLayers(),
                        options.ignoreDtx()),
                reply -> {
                    LocalConsumer consumer = new LocalConsumer(
                            this, id, options, producer.kind(), rtpParameters, type, initialState(reply));
                    return adopt(consumer, onNewConsumer, "onNewConsumer", new NewConsumerEvent(consumer));
                });
    }

    /** How a consumer of that producer forwards here. */
    ConsumerType consumerType(Producer producer, ConsumerOptions options) {
        if (options.pipe()) {
            return ConsumerType.PIPE;
        }
        return switch (producer.type()) {
            case SIMPLE -> ConsumerType.SIMPLE;
            case SIMULCAST -> ConsumerType.SIMULCAST;
            case SVC -> ConsumerType.SVC;
        };
    }

    /** The first state of a consumer here, of which the worker says this. */
    ConsumeReply initialState(ConsumeReply reply) {
        return reply;
    }

    /** What a consumer of that producer sends here. */
    RtpParameters consumerParameters(Producer producer, ConsumerOptions options) {
        boolean enableRtx = options.enableRtx() == null ? producer.kind() == MediaKind.VIDEO : options.enableRtx();
        RtpParameters parameters = Ortc.getConsumerRtpParameters(
                producer.consumableRtpParameters(),
                Ortc.validateAndNormalizeRtpCapabilities(options.rtpCapabilities()),
                options.pipe(),
                enableRtx,
                ThreadLocalRandom.current());
        if (options.pipe()) {
            return parameters;
        }
        String mid = options.mid() == null
                ? Integer.toString(nextMid.getAndUpdate(last -> (last + 1) % MAX_MID))
                : options.mid();
        return parameters.toBuilder().mid(mid).build();
    }

    public final CompletableFuture<DataProducer> produceData(DataProducerOptions options) {
        return dataChannels.produce(options);
    }

    public final CompletableFuture<DataConsumer> consumeData(DataConsumerOptions options) {
        return dataChannels.consume(options);
    }

    public final Subscription onNewProducer(Listener<NewProducerEvent> listener) {
        return onNewProducer.subscribe(listener);
    }

    public final Subscription onNewConsumer(Listener<NewConsumerEvent> listener) {
        return onNewConsumer.subscribe(listener);
    }

    public final Subscription onNewDataProducer(Listener<NewDataProducerEvent> listener) {
        return dataChannels.onNewProducer.subscribe(listener);
    }

    public final Subscription onNewDataConsumer(Listener<NewDataConsumerEvent> listener) {
        return dataChannels.onNewConsumer.subscribe(listener);
    }

    public final Subscription onTrace(Listener<TransportTraceEvent> listener) {
        return onTrace.subscribe(listener);
    }

    @Override
    protected final void forEachChild(Consumer<LiveObject> taker) {
        producers.view().values().forEach(producer -> taker.accept((LiveObject) producer));
        consumers.view().values().forEach(consumer -> taker.accept((LiveObject) consumer));
        dataChannels.forEach(taker);
    }

    @Override
    protected final CloseReason reasonBelow() {
        return new CloseReason.TransportClosed();
    }

    @Override
    protected final void closeInner() {
        router.requestOfClosedChild(RouterFbs.closeTransport(router.id(), id()));
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof TransportTraceEvent event) {
            onTrace.fire(event);
        }
    }
}

package org.mafalda.mediasoup.local;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.DataConsumerFbs;
import org.mafalda.mediasoup.local.internal.fbs.DataProducerFbs;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.rope.Details;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** The data producers and data consumers of one transport, and the SCTP streams that the consumers send on. */
final class DataChannels {
    final LiveMap<DataProducer> producers = new LiveMap<>();
    final LiveMap<DataConsumer> consumers = new LiveMap<>();
    final Signal<NewDataProducerEvent> onNewProducer = new Signal<>();
    final Signal<NewDataConsumerEvent> onNewConsumer = new Signal<>();
    final SctpStreamIds streamIds = new SctpStreamIds();

    private final LocalTransport transport;

    DataChannels(LocalTransport transport) {
        this.transport = transport;
    }

    Place<DataProducer> place(LocalDataProducer producer) {
        return new Place<>(transport, "dataProducers", producers, producer.id(), producer);
    }

    Place<DataConsumer> place(LocalDataConsumer consumer) {
        return new Place<>(transport, "dataConsumers", consumers, consumer.id(), consumer);
    }

    void forEach(Consumer<LiveObject> taker) {
        producers.view().values().forEach(producer -> taker.accept((LiveObject) producer));
        consumers.view().values().forEach(consumer -> taker.accept((LiveObject) consumer));
    }

    CompletableFuture<DataProducer> produce(DataProducerOptions options) {
        Objects.requireNonNull(options, "options");
        if (transport.closed()) {
            return transport.failedAsClosed(transport.closedFailure("transport.produceData"));
        }
        String id = options.id() == null ? UUID.randomUUID().toString() : options.id();
        if (options.id() != null && transport.router().worker().hasDataProducer(id)) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("id", id, "must not be that of another data producer of the worker"));
        }
        SctpStreamParameters stream = isDirect() ? null : options.sctpStreamParameters();
        if (stream == null && !isDirect()) {
            return LaneFuture.failed(InvalidArgumentException.of(
                    "sctpStreamParameters", "none", "must be given unless the transport is a DirectTransport"));
        }
        return transport.request(
                DataProducerFbs.produceData(
                        transport.id(),
                        id,
                        isDirect() ? DataProducerType.DIRECT : DataProducerType.SCTP,
                        stream,
                        options.label(),
                        options.protocol(),
                        options.paused()),
                dump -> {
                    LocalDataProducer producer = new LocalDataProducer(transport, options.appData(), dump);
                    return transport.adopt(
                            producer, onNewProducer, "onNewDataProducer", new NewDataProducerEvent(producer));
                });
    }

    CompletableFuture<DataConsumer> consume(DataConsumerOptions options) {
        Objects.requireNonNull(options, "options");
        if (transport.closed()) {
            return transport.failedAsClosed(transport.closedFailure("transport.consumeData"));
        }
        DataProducer producer = transport.router().dataProducers().get(options.dataProducerId());
        if (producer == null) {
            return LaneFuture.failed(new NotFoundException(
                    "DataProducer not found",
                    Details.of(
                            "dataProducerId",
                            options.dataProducerId(),
                            "router",
                            transport.router().id())));
        }
        if (isDirect()) {
            return consume(options, producer, null);
        }
        int streamId = streamIds.take();
        if (streamId < 0) {
            return LaneFuture.failed(streamIds.exhausted(transport));
        }
        SctpStreamParameters stream;
        try {
            stream = stream(streamId, options, producer.sctpStreamParameters());
        } catch (MediasoupException e) {
            streamIds.release(streamId);
            return LaneFuture.failed(e);
        }
        CompletableFuture<DataConsumer> consumer = consume(options, producer, stream);
        var unused = consumer.whenComplete((made, failure) -> {
            if (failure != null) {
                streamIds.release(streamId);
            }
        });
        return consumer;
    }

    private CompletableFuture<DataConsumer> consume(
            DataConsumerOptions options, DataProducer producer, @Nullable SctpStreamParameters stream) {
        return transport.request(
                DataConsumerFbs.consumeData(
                        transport.id(),
                        UUID.randomUUID().toString(),
                        producer.id(),
                        isDirect() ? DataConsumerType.DIRECT : DataConsumerType.SCTP,
                        stream,
                        producer.label(),
                        producer.protocol(),
                        options.paused(),
                        options.subchannels()),
                dump -> {
                    LocalDataConsumer consumer = new LocalDataConsumer(transport, options.appData(), dump);
                    return transport.adopt(
                            consumer, onNewConsumer, "onNewDataConsumer", new NewDataConsumerEvent(consumer));
                });
    }

    private boolean isDirect() {
        return transport.type() == TransportType.DIRECT;
    }

    /**
     * The stream of a consumer: as reliable as that of the producer, unless the options say otherwise. A limit of the
     * consumer's own replaces that of the producer; an order of its own lifts it.
     */
    private static SctpStreamParameters stream(
            int id, DataConsumerOptions options, @Nullable SctpStreamParameters ofProducer) {
        Boolean ordered = options.ordered();
        if (Boolean.TRUE.equals(ordered)) {
            return new SctpStreamParameters(id, true, null, null);
        }
        Integer lifeTime = options.maxPacketLifeTime() == null
                ? null
                : (int) options.maxPacketLifeTime().toMillis();
        if (lifeTime != null || options.maxRetransmits() != null) {
            return new SctpStreamParameters(id, false, lifeTime, options.maxRetransmits());
        }
        if (ofProducer == null) {
            return new SctpStreamParameters(id, ordered == null || ordered, null, null);
        }
        return new SctpStreamParameters(
                id,
                ordered == null ? ofProducer.ordered() : ordered,
                ofProducer.maxPacketLifeTime(),
                ofProducer.maxRetransmits());
    }
}

package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.TransportDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.event.NewProducerEvent;
import org.mafalda.mediasoup.event.TransportTraceEvent;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.stats.TransportStats;
import org.mafalda.rope.Announces;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * Connects an endpoint with a router; the leaves say by which means.
 *
 * <p>Thread-safe. Lives until it or its router is closed.
 */
@Remote
public sealed interface Transport extends AutoCloseable
        permits WebRtcTransport, PlainTransport, PipeTransport, DirectTransport {
    /** Unique id. */
    String id();

    /** Whether it is closed. */
    boolean closed();

    /** Which leaf it is. */
    TransportType type();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** The live producers by id. */
    Map<String, Producer> producers();

    /** The live consumers by id. */
    Map<String, Consumer> consumers();

    /** The live data producers by id. */
    Map<String, DataProducer> dataProducers();

    /** The live data consumers by id. */
    Map<String, DataConsumer> dataConsumers();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the transport. */
    CompletableFuture<? extends TransportDump> dump();

    /** Counters and bitrates; a list with one element. */
    CompletableFuture<? extends List<? extends TransportStats>> getStats();

    /**
     * Limits what the endpoint sends, in bit/s; 0 removes the limit. Fails with {@link UnsupportedException} on a
     * DirectTransport, as the next two do.
     */
    CompletableFuture<Void> setMaxIncomingBitrate(long bitrate);

    /** Limits what is sent to the endpoint, in bit/s; 0 removes the limit. */
    CompletableFuture<Void> setMaxOutgoingBitrate(long bitrate);

    /** The least bandwidth towards the endpoint that is assumed, in bit/s; 0 removes the limit. */
    CompletableFuture<Void> setMinOutgoingBitrate(long bitrate);

    /**
     * Receives media from the endpoint. Fails with {@link UnsupportedException} for a codec that the router does not
     * have.
     */
    CompletableFuture<Producer> produce(ProducerOptions options);

    /**
     * Sends the media of a producer to the endpoint. Fails with {@link NotFoundException} if there is no such producer
     * in the router, and with {@link UnsupportedException} if the endpoint cannot receive it.
     */
    CompletableFuture<Consumer> consume(ConsumerOptions options);

    /** Receives data messages from the endpoint. */
    CompletableFuture<DataProducer> produceData(DataProducerOptions options);

    /**
     * Sends the messages of a data producer to the endpoint. Fails with {@link NotFoundException} if there is no such
     * data producer in the router.
     */
    CompletableFuture<DataConsumer> consumeData(DataConsumerOptions options);

    /** Replaces the set of things that {@link #onTrace} reports. */
    CompletableFuture<Void> enableTraceEvent(Set<TransportTraceEventType> types);

    /** Closes it and all below. */
    @Override
    void close();

    /** After a producer is in {@link #producers()}. */
    @Announces("producers")
    Subscription onNewProducer(Listener<NewProducerEvent> listener);

    /** After a consumer is in {@link #consumers()}. */
    @Announces("consumers")
    Subscription onNewConsumer(Listener<NewConsumerEvent> listener);

    /** After a data producer is in {@link #dataProducers()}. */
    @Announces("dataProducers")
    Subscription onNewDataProducer(Listener<NewDataProducerEvent> listener);

    /** After a data consumer is in {@link #dataConsumers()}. */
    @Announces("dataConsumers")
    Subscription onNewDataConsumer(Listener<NewDataConsumerEvent> listener);

    /** What {@link #enableTraceEvent} asked for. */
    @OnDemand
    @Lossy
    Subscription onTrace(Listener<TransportTraceEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

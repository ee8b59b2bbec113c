package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ProducerPauseEvent;
import org.mafalda.mediasoup.event.ProducerResumeEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.RtpEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.RtpStreamStats;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * The forwarding of one producer to one endpoint.
 *
 * <p>Thread-safe. Lives until it, its transport or its producer is closed.
 */
@Remote
public interface Consumer extends AutoCloseable {
    /** Unique id. */
    String id();

    /** Id of the producer. */
    String producerId();

    /** Whether it is closed. */
    boolean closed();

    /** Audio or video. */
    MediaKind kind();

    /** What the endpoint must be told to receive it. */
    RtpParameters rtpParameters();

    /** How it forwards. */
    ConsumerType type();

    /** Whether it is paused itself. */
    boolean paused();

    /** Whether its producer is paused. */
    boolean producerPaused();

    /** Its priority when bandwidth is short, 1 (lowest, the default) to 255. */
    int priority();

    /** The quality of what is sent. */
    ConsumerScore score();

    /** The layers that the application wants; null unless simulcast or SVC. */
    @Nullable ConsumerLayers preferredLayers();

    /** The layers that are being sent; null if none are. */
    @Nullable ConsumerLayers currentLayers();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the consumer. */
    CompletableFuture<ConsumerDump> dump();

    /** Statistics of the stream that is sent and, unless it is a pipe, of that of the producer which it comes from. */
    CompletableFuture<List<RtpStreamStats>> getStats();

    /** Stops forwarding. */
    CompletableFuture<Void> pause();

    /** Forwards again, with a key frame for video. */
    CompletableFuture<Void> resume();

    /** Sets the layers wanted of a simulcast or SVC consumer; others ignore it. */
    CompletableFuture<Void> setPreferredLayers(ConsumerLayers preferredLayers);

    /** Sets the priority when bandwidth is short, 1 to 255. */
    CompletableFuture<Void> setPriority(int priority);

    /** Sets the priority back to 1. */
    CompletableFuture<Void> unsetPriority();

    /** Asks the producer's endpoint for a key frame. */
    CompletableFuture<Void> requestKeyFrame();

    /** Replaces the set of things that {@link #onTrace} reports. */
    CompletableFuture<Void> enableTraceEvent(Set<ConsumerTraceEventType> types);

    /** Stops forwarding for good. */
    @Override
    void close();

    /** When nothing flows any more: it or its producer was paused while neither was before. */
    Subscription onPause(Listener<PauseEvent> listener);

    /** When it flows again: neither it nor its producer is paused any more. */
    Subscription onResume(Listener<ResumeEvent> listener);

    /** After {@link #producerPaused()} became true. */
    Subscription onProducerPause(Listener<ProducerPauseEvent> listener);

    /** After {@link #producerPaused()} became false. */
    Subscription onProducerResume(Listener<ProducerResumeEvent> listener);

    /** After {@link #score()} changed. */
    @Coalesced
    Subscription onScore(Listener<ConsumerScoreEvent> listener);

    /** After {@link #currentLayers()} changed. */
    Subscription onLayersChange(Listener<LayersChangeEvent> listener);

    /** What {@link #enableTraceEvent} asked for. */
    @OnDemand
    @Lossy
    Subscription onTrace(Listener<ConsumerTraceEvent> listener);

    /** The packets, if it is on a DirectTransport. */
    @OnDemand
    @Lossy
    Subscription onRtp(Listener<RtpEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

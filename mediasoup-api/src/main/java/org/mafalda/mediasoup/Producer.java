package org.mafalda.mediasoup;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.ProducerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ProducerScoreEvent;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.VideoOrientationChangeEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * An audio or video source that a router receives.
 *
 * <p>Thread-safe. Lives until it or its transport is closed.
 */
@Remote
public interface Producer extends AutoCloseable {
    /** Unique id within the router. */
    String id();

    /** Whether it is closed. */
    boolean closed();

    /** Audio or video. */
    MediaKind kind();

    /** What the endpoint sends. */
    RtpParameters rtpParameters();

    /** Whether it has several streams, or layers in one. */
    ProducerType type();

    /** What consumers of it start from; of use to those who build on ORTC. */
    RtpParameters consumableRtpParameters();

    /** Whether it is paused. */
    boolean paused();

    /** The quality of what arrives, per encoding that has been seen. */
    List<ProducerScore> score();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the producer. */
    CompletableFuture<ProducerDump> dump();

    /** Statistics of each stream that is being received. */
    CompletableFuture<List<RtpStreamRecvStats>> getStats();

    /** Stops forwarding to all consumers. */
    CompletableFuture<Void> pause();

    /** Forwards again. */
    CompletableFuture<Void> resume();

    /** Replaces the set of things that {@link #onTrace} reports. */
    CompletableFuture<Void> enableTraceEvent(Set<ProducerTraceEventType> types);

    /** Sends an RTP packet, if it is on a DirectTransport; otherwise it is ignored. */
    @Lossy
    void send(ByteBuffer packet);

    /** Closes it and, in the worker, its consumers. */
    @Override
    void close();

    /** After {@link #paused()} became true. */
    Subscription onPause(Listener<PauseEvent> listener);

    /** After {@link #paused()} became false. */
    Subscription onResume(Listener<ResumeEvent> listener);

    /** After {@link #score()} changed. */
    @Coalesced
    Subscription onScore(Listener<ProducerScoreEvent> listener);

    /** When the sender turned its camera. */
    Subscription onVideoOrientationChange(Listener<VideoOrientationChangeEvent> listener);

    /** What {@link #enableTraceEvent} asked for. */
    @OnDemand
    @Lossy
    Subscription onTrace(Listener<ProducerTraceEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

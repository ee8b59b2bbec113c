package org.mafalda.mediasoup;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.AddProducerEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.RemoveProducerEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * Watches the RTP of some producers of a router.
 *
 * <p>Thread-safe. Lives until it or its router is closed.
 */
@Remote
public sealed interface RtpObserver extends AutoCloseable permits ActiveSpeakerObserver, AudioLevelObserver {
    /** Unique id. */
    String id();

    /** Whether it is closed. */
    boolean closed();

    /** Which leaf it is. */
    RtpObserverType type();

    /** Whether it is paused. */
    boolean paused();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** Stops watching. */
    CompletableFuture<Void> pause();

    /** Watches again. */
    CompletableFuture<Void> resume();

    /**
     * Begins to watch an audio producer. Fails with {@link NotFoundException} if there is no such producer in the
     * router.
     */
    CompletableFuture<Void> addProducer(String producerId);

    /** Stops watching a producer. Fails with {@link NotFoundException} if there is no such producer in the router. */
    CompletableFuture<Void> removeProducer(String producerId);

    /** Stops watching for good. */
    @Override
    void close();

    /** After {@link #paused()} became true. */
    Subscription onPause(Listener<PauseEvent> listener);

    /** After {@link #paused()} became false. */
    Subscription onResume(Listener<ResumeEvent> listener);

    /** After a producer was added. */
    Subscription onAddProducer(Listener<AddProducerEvent> listener);

    /** After a producer was removed. */
    Subscription onRemoveProducer(Listener<RemoveProducerEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

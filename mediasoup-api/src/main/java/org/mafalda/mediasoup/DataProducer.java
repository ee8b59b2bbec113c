package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.DataProducerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.stats.DataProducerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * A source of data messages that a router receives.
 *
 * <p>Thread-safe. Lives until it or its transport is closed.
 */
@Remote
public interface DataProducer extends AutoCloseable {
    /** Unique id within the router. */
    String id();

    /** Whether it is closed. */
    boolean closed();

    /** Whether messages come over SCTP or from this program. */
    DataProducerType type();

    /** Its SCTP stream; null on a DirectTransport. */
    @Nullable SctpStreamParameters sctpStreamParameters();

    /** Label (RFC 8832). */
    String label();

    /** Sub-protocol (RFC 8832). */
    String protocol();

    /** Whether it is paused. */
    boolean paused();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the data producer. */
    CompletableFuture<DataProducerDump> dump();

    /** Counters; a list with one element. */
    CompletableFuture<List<DataProducerStat>> getStats();

    /** Stops forwarding to all data consumers. */
    CompletableFuture<Void> pause();

    /** Forwards again. */
    CompletableFuture<Void> resume();

    /** Sends a message, if it is on a DirectTransport; otherwise it is ignored. */
    @Lossy
    void send(DataMessage message);

    /** Closes it and, in the worker, its data consumers. */
    @Override
    void close();

    /** After {@link #paused()} became true. */
    Subscription onPause(Listener<PauseEvent> listener);

    /** After {@link #paused()} became false. */
    Subscription onResume(Listener<ResumeEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

package org.mafalda.mediasoup;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewRouterEvent;
import org.mafalda.mediasoup.event.NewWebRtcServerEvent;
import org.mafalda.mediasoup.event.SubprocessCloseEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.event.WorkerLoadEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;
import org.mafalda.rope.Announces;
import org.mafalda.rope.ClosedFailure;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * A mediasoup-worker process, which forwards media on one CPU core; or something that behaves like one.
 *
 * <p>Thread-safe. Lives until it is closed or dies; both close all below it.
 */
@Remote
@ClosedFailure(WorkerClosedException.class)
public interface Worker extends AutoCloseable {
    /** Unique id. */
    String id();

    /** Process id on its box; empty for a worker that is not one process. */
    OptionalLong pid();

    /** The box that it runs on: {@code boxId} of its {@code HostInfo}; null for a worker that is not in one place. */
    @Nullable String boxId();

    /** Whether it is closed, by a call or by its death. */
    boolean closed();

    /** Whether it ended without having been closed. */
    boolean died();

    /** How it ended, if it died. */
    @Nullable WorkerDeath deathCause();

    /** Whether its process has ended and its streams are closed. */
    boolean subprocessClosed();

    /** The last measurement of its load; null before the first. */
    @Nullable WorkerLoad load();

    /** Whether it can be reached. */
    Availability availability();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** The live WebRtcServers by id. */
    Map<String, WebRtcServer> webRtcServers();

    /** The live routers by id. */
    Map<String, Router> routers();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the worker. */
    CompletableFuture<WorkerDump> dump();

    /** What the process has used so far. */
    CompletableFuture<WorkerResourceUsage> getResourceUsage();

    /** Changes what the worker logs. */
    CompletableFuture<Void> updateSettings(WorkerUpdateableSettings settings);

    /** Opens ports that several WebRtcTransports can share. */
    CompletableFuture<WebRtcServer> createWebRtcServer(WebRtcServerOptions options);

    /** Creates a router. Fails with {@link UnsupportedException} for a codec that mediasoup does not know. */
    CompletableFuture<Router> createRouter(RouterOptions options);

    /** Ends the process and closes all below. */
    @Override
    void close();

    /** After a WebRtcServer is in {@link #webRtcServers()}. */
    @Announces("webRtcServers")
    Subscription onNewWebRtcServer(Listener<NewWebRtcServerEvent> listener);

    /** After a router is in {@link #routers()}. */
    @Announces("routers")
    Subscription onNewRouter(Listener<NewRouterEvent> listener);

    /** After {@link #load()} changed; at most once a second. */
    @Coalesced
    Subscription onLoad(Listener<WorkerLoadEvent> listener);

    /** After {@link #availability()} changed. */
    Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener);

    /**
     * When it ended without having been closed: after the close events of what was on it and before its own. Sticky: a
     * listener that comes later is called at once.
     */
    @Sticky
    Subscription onDied(Listener<WorkerDiedEvent> listener);

    /** When its process has ended and its streams are closed; sticky. */
    @Sticky
    Subscription onSubprocessClose(Listener<SubprocessCloseEvent> listener);

    /** After it was closed or died; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

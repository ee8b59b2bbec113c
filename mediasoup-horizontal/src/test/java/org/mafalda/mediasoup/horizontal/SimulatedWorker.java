package org.mafalda.mediasoup.horizontal;

import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
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
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/** A worker of a simulated box, which can be closed and does nothing else. */
final class SimulatedWorker implements Worker, Stateful {
    private final SimulatedBox box;
    private final WorkerSettings settings;
    private final String id = UUID.randomUUID().toString();
    private final Signal<Change> onChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private final StickySignal<SubprocessCloseEvent> onSubprocessClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    SimulatedWorker(SimulatedBox box, WorkerSettings settings) {
        this.box = box;
        this.settings = settings;
        this.onClose = new StickySignal<>(box.lane());
        this.onSubprocessClose = new StickySignal<>(box.lane());
    }

    WorkerSettings settings() {
        return settings;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean closed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        box.forget(this);
        box.lane().execute(() -> {
            CloseEvent event = new CloseEvent(new CloseReason.Called());
            onChange.fire(Change.builder()
                    .property("closed", true)
                    .event("onClose", event)
                    .build());
            onClose.fire(event);
            SubprocessCloseEvent ended = new SubprocessCloseEvent();
            onChange.fire(Change.builder()
                    .property("subprocessClosed", true)
                    .event("onSubprocessClose", ended)
                    .build());
            onSubprocessClose.fire(ended);
        });
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        return onClose.subscribe(listener);
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public boolean died() {
        return false;
    }

    @Override
    public @Nullable WorkerDeath deathCause() {
        return null;
    }

    @Override
    public boolean subprocessClosed() {
        return closed();
    }

    @Override
    public @Nullable WorkerLoad load() {
        return null;
    }

    @Override
    public String boxId() {
        return box.host().boxId();
    }

    @Override
    public Availability availability() {
        return Availability.AVAILABLE;
    }

    @Override
    public Map<String, @Nullable Object> appData() {
        return settings.appData();
    }

    @Override
    public Map<String, WebRtcServer> webRtcServers() {
        return Map.of();
    }

    @Override
    public Map<String, Router> routers() {
        return Map.of();
    }

    private static <T> CompletableFuture<T> nothing(String method) {
        return CompletableFuture.failedFuture(new UnsupportedException("Simulated", Map.of("method", method)));
    }

    @Override
    public CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData) {
        return nothing("setAppData");
    }

    @Override
    public CompletableFuture<WorkerDump> dump() {
        return nothing("dump");
    }

    @Override
    public CompletableFuture<WorkerResourceUsage> getResourceUsage() {
        return nothing("getResourceUsage");
    }

    @Override
    public CompletableFuture<Void> updateSettings(WorkerUpdateableSettings changed) {
        return nothing("updateSettings");
    }

    @Override
    public CompletableFuture<WebRtcServer> createWebRtcServer(WebRtcServerOptions options) {
        return nothing("createWebRtcServer");
    }

    @Override
    public CompletableFuture<Router> createRouter(RouterOptions options) {
        return nothing("createRouter");
    }

    @Override
    public Subscription onNewWebRtcServer(Listener<NewWebRtcServerEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onNewRouter(Listener<NewRouterEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onLoad(Listener<WorkerLoadEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onDied(Listener<WorkerDiedEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onSubprocessClose(Listener<SubprocessCloseEvent> listener) {
        return onSubprocessClose.subscribe(listener);
    }
}

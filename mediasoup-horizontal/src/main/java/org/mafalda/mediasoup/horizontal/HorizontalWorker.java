package org.mafalda.mediasoup.horizontal;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
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
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/**
 * A worker of an instance. All that it has is that of the inner one, apart from its routers, which are wrapped, its
 * availability, and how it ends when the instance is lost.
 */
final class HorizontalWorker implements Worker, Stateful {
    /** What this layer tells itself, instead of passing on what the inner worker says. */
    private static final Set<String> OWN_STATES = Set.of("availability", "subprocessClosed");

    private static final Set<String> OWN_EVENTS = Set.of("onAvailabilityChange", "onSubprocessClose");
    private static final Change NOTHING = Change.builder().build();

    private final BoxInstance instance;
    private final Worker inner;
    /** Those that live, by the inner ones. */
    private final ConcurrentMap<Router, HorizontalRouter> wrappers = new ConcurrentHashMap<>();

    private final View<Router, Router> routers;
    private final Signal<Change> onOwnChange = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<WorkerDiedEvent> onDied;
    private final StickySignal<SubprocessCloseEvent> onSubprocessClose;
    private final AtomicReference<Availability> told;
    private volatile boolean closeTold;
    private volatile boolean subprocessClosed;
    /** Why it ended, when this layer knows better than the inner worker; null otherwise. */
    private volatile @Nullable CloseReason fate;

    HorizontalWorker(BoxInstance instance, Worker inner) {
        this.instance = instance;
        this.inner = inner;
        this.routers = new View<>(inner.routers(), this::wrapped);
        this.onDied = new StickySignal<>(instance.mediasoup().lane());
        this.onSubprocessClose = new StickySignal<>(instance.mediasoup().lane());
        this.told = new AtomicReference<>(availability());
    }

    /** Begins to follow the inner worker, before anybody else does. */
    void begin() {
        var unused = ((Stateful) inner).onChange(this::prepare);
        unused = inner.onDied(onDied::fire);
        unused = inner.onSubprocessClose(this::subprocessClosed);
        unused = inner.onClose(event -> {
            closeTold = true;
            wrappers.clear();
            instance.mediasoup().ended(this);
            if (known(event).reason() instanceof CloseReason.WorkerDied died) {
                onDied.fire(new WorkerDiedEvent(died.death()));
            }
        });
    }

    /** A worker whose connection is gone for good is lost, whoever says so first. */
    private void prepare(Change change) {
        Change.Fired fired = change.event();
        if (fired != null
                && fired.value() instanceof CloseEvent event
                && event.reason() instanceof CloseReason.ConnectionClosed
                && fate == null) {
            fate = new CloseReason.WorkerDied(instance.death());
        }
        if (change.properties().containsKey("availability")) {
            availabilityChanged();
        }
    }

    /**
     * Tells that the process has ended, on the lane on which the inner worker did. A process that ends with its worker
     * tells so before the worker's own end; one that ends later, only after the whole has told that there is room for
     * another one.
     */
    private void subprocessClosed(SubprocessCloseEvent event) {
        if (!closeTold) {
            tellSubprocessClosed(event);
            return;
        }
        HorizontalMediasoup mediasoup = instance.mediasoup();
        Lane home = Objects.requireNonNullElse(Lane.current(), mediasoup.lane());
        mediasoup.lane().execute(() -> {
            if (!mediasoup.closed()) {
                mediasoup.summaryChanged();
            }
            home.execute(() -> tellSubprocessClosed(event));
        });
    }

    private void tellSubprocessClosed(SubprocessCloseEvent event) {
        subprocessClosed = true;
        onOwnChange.fire(Change.builder()
                .property("subprocessClosed", true)
                .event("onSubprocessClose", event)
                .build());
        onSubprocessClose.fire(event);
    }

    BoxInstance instance() {
        return instance;
    }

    Worker inner() {
        return inner;
    }

    /** Ends because the whole is closed. */
    void closeByMediasoup() {
        end(new CloseReason.MediasoupClosed());
    }

    /** Ends because its box is given up. */
    void lose(WorkerDeath death) {
        end(new CloseReason.WorkerDied(death));
    }

    private void end(CloseReason reason) {
        if (!inner.closed()) {
            fate = reason;
        }
        inner.close();
        instance.mediasoup().ended(this);
    }

    /** What the event would say if the inner worker knew what this layer knows. */
    CloseEvent known(CloseEvent event) {
        CloseReason better = fate;
        if (better == null && event.reason() instanceof CloseReason.ConnectionClosed) {
            better = new CloseReason.WorkerDied(instance.death());
        }
        return better == null ? event : new CloseEvent(better);
    }

    /** Whether the server is one of another worker, on this instance or elsewhere. */
    boolean isOfAnother(WebRtcServer server) {
        return instance.mediasoup().workers().values().stream()
                .anyMatch(other -> other != this && other.webRtcServers().get(server.id()) == server);
    }

    private HorizontalRouter wrapped(Router router) {
        HorizontalRouter present = wrappers.get(router);
        if (present != null) {
            return present;
        }
        HorizontalRouter made = new HorizontalRouter(this, router);
        HorizontalRouter other = wrappers.putIfAbsent(router, made);
        if (other != null) {
            return other;
        }
        var unused = router.onClose(event -> wrappers.remove(router, made));
        return made;
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public OptionalLong pid() {
        return inner.pid();
    }

    @Override
    public boolean closed() {
        return inner.closed();
    }

    @Override
    public boolean died() {
        return deathCause() != null;
    }

    @Override
    public @Nullable WorkerDeath deathCause() {
        return inner.closed() && fate instanceof CloseReason.WorkerDied died ? died.death() : inner.deathCause();
    }

    @Override
    public boolean subprocessClosed() {
        return subprocessClosed;
    }

    @Override
    public @Nullable WorkerLoad load() {
        return inner.load();
    }

    @Override
    public @Nullable String boxId() {
        return inner.boxId();
    }

    @Override
    public Availability availability() {
        return BoxInstance.worse(inner.availability(), instance.availability());
    }

    /** Tells of it if it is another than was told last. */
    void availabilityChanged() {
        Availability now = availability();
        if (told.getAndSet(now) != now && !closed()) {
            AvailabilityChangeEvent event = new AvailabilityChangeEvent(now);
            onOwnChange.fire(Change.builder()
                    .property("availability", now)
                    .event("onAvailabilityChange", event)
                    .build());
            onAvailabilityChange.fire(event);
        }
    }

    @Override
    public Map<String, @Nullable Object> appData() {
        return inner.appData();
    }

    @Override
    public Map<String, WebRtcServer> webRtcServers() {
        return inner.webRtcServers();
    }

    @Override
    public Map<String, Router> routers() {
        return routers;
    }

    @Override
    public CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData) {
        return inner.setAppData(appData);
    }

    @Override
    public CompletableFuture<WorkerDump> dump() {
        return inner.dump();
    }

    @Override
    public CompletableFuture<WorkerResourceUsage> getResourceUsage() {
        return inner.getResourceUsage();
    }

    @Override
    public CompletableFuture<Void> updateSettings(WorkerUpdateableSettings settings) {
        return inner.updateSettings(settings);
    }

    @Override
    public CompletableFuture<WebRtcServer> createWebRtcServer(WebRtcServerOptions options) {
        return inner.createWebRtcServer(options);
    }

    @Override
    public CompletableFuture<Router> createRouter(RouterOptions options) {
        CompletableFuture<Router> future = new LaneFuture<>();
        var unused = inner.createRouter(options).whenComplete((router, failure) -> {
            if (failure == null) {
                future.complete(wrapped(router));
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    @Override
    public void close() {
        inner.close();
        instance.mediasoup().ended(this);
    }

    @Override
    public Subscription onNewWebRtcServer(Listener<NewWebRtcServerEvent> listener) {
        return inner.onNewWebRtcServer(listener);
    }

    @Override
    public Subscription onNewRouter(Listener<NewRouterEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        return inner.onNewRouter(event -> listener.on(new NewRouterEvent(wrapped(event.router()))));
    }

    @Override
    public Subscription onLoad(Listener<WorkerLoadEvent> listener) {
        return inner.onLoad(listener);
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return onAvailabilityChange.subscribe(listener);
    }

    @Override
    public Subscription onDied(Listener<WorkerDiedEvent> listener) {
        return onDied.subscribe(listener);
    }

    @Override
    public Subscription onSubprocessClose(Listener<SubprocessCloseEvent> listener) {
        return onSubprocessClose.subscribe(listener);
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        return inner.onClose(event -> listener.on(known(event)));
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        Subscription own = onOwnChange.subscribe(listener);
        Subscription others = ((Stateful) inner).onChange(change -> forward(change, listener));
        return () -> {
            own.close();
            others.close();
        };
    }

    private void forward(Change change, Listener<Change> listener) {
        Change.Fired fired = change.event();
        Change.Builder forwarded = Change.builder();
        change.properties().forEach((name, value) -> {
            if (!OWN_STATES.contains(name)) {
                forwarded.property(name, value);
            }
        });
        change.added().forEach(one -> forwarded.added(one.collection(), one.key(), mapped(one.object())));
        change.removed().forEach(one -> forwarded.removed(one.collection(), one.key(), mapped(one.object())));
        if (fired != null && fired.value() instanceof CloseEvent event) {
            CloseEvent known = known(event);
            if (known.reason() instanceof CloseReason.WorkerDied lost && !known.equals(event)) {
                listener.on(Change.builder()
                        .property("died", true)
                        .property("deathCause", lost.death())
                        .event("onDied", new WorkerDiedEvent(lost.death()))
                        .build());
            }
            forwarded.event(fired.name(), known);
        } else if (fired != null && fired.value() instanceof NewRouterEvent event) {
            forwarded.event(fired.name(), new NewRouterEvent(wrapped(event.router())));
        } else if (fired != null && !OWN_EVENTS.contains(fired.name())) {
            forwarded.event(fired.name(), fired.value());
        }
        Change passedOn = forwarded.build();
        if (!passedOn.equals(NOTHING)) {
            listener.on(passedOn);
        }
    }

    private Object mapped(Object child) {
        return child instanceof Router router ? wrapped(router) : child;
    }

    @Override
    public String toString() {
        return "Worker[id=" + id() + ", box=" + instance.boxId() + (closed() ? ", closed]" : "]");
    }
}

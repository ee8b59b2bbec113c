package org.mafalda.mediasoup.remote.client.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.runtime.Signal;

/**
 * The {@link Mediasoup} of another machine, with an {@link #availability} that also tells of the connection: suspect
 * while it is cut, and lost when it has been cut for as long as the server keeps the session. A server that has started
 * anew was lost for a moment.
 *
 * <p>Thread-safe. Lives as long as the client whose root it is.
 */
public class ReachableMediasoup implements Mediasoup, Stateful {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Mediasoup proxy;
    private final Signal<Change> onOwnChange = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    /** What the connection says. Written on the client's lane, as the next. */
    private volatile Availability reachable = Availability.AVAILABLE;

    private Availability told;

    /** Stands for the root of a client, which it is to {@link #follow}. */
    public ReachableMediasoup(Mediasoup proxy) {
        this.proxy = proxy;
        this.told = availability();
    }

    /** These options, with a silence that is noticed soon unless they say when. */
    public static RopeClientOptions watchful(RopeClientOptions options) {
        return options.silence() == null ? options.withSilence(SILENCE) : options;
    }

    /** Begins to follow the connection; before anybody else has the client. */
    public final void follow(RopeClient<?> client) {
        var unused = client.onStateChange(this::connectionChanged);
        unused = client.onSessionOver(away -> become(Availability.LOST));
        unused = ((Stateful) proxy).onChange(change -> changed());
    }

    private void connectionChanged(ConnectionStateEvent event) {
        switch (event.state()) {
            case RECONNECTING -> {
                if (reachable == Availability.AVAILABLE) {
                    become(Availability.SUSPECT);
                }
            }
            case CONNECTED -> {
                if (event.recovery() == Recovery.RESTARTED) {
                    become(Availability.LOST);
                }
                become(Availability.AVAILABLE);
            }
            default -> {}
        }
    }

    private void become(Availability next) {
        reachable = next;
        changed();
    }

    private void changed() {
        Availability now = availability();
        if (told != now) {
            told = now;
            AvailabilityChangeEvent event = new AvailabilityChangeEvent(now);
            onOwnChange.fire(Change.builder()
                    .property("availability", now)
                    .event("onAvailabilityChange", event)
                    .build());
            onAvailabilityChange.fire(event);
        }
    }

    @Override
    public final Availability availability() {
        Availability behind = proxy.availability();
        Availability connection = reachable;
        return behind.compareTo(connection) >= 0 ? behind : connection;
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return onAvailabilityChange.subscribe(listener);
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        Objects.requireNonNull(listener, "listener");
        Subscription own = onOwnChange.subscribe(listener);
        Subscription others = ((Stateful) proxy).onChange(change -> {
            Change rest = withoutAvailability(change);
            if (rest != null) {
                listener.on(rest);
            }
        });
        return () -> {
            own.close();
            others.close();
        };
    }

    private static @Nullable Change withoutAvailability(Change change) {
        if (!change.properties().containsKey("availability")) {
            return change;
        }
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(change.properties());
        properties.remove("availability");
        boolean nothing = properties.isEmpty()
                && change.added().isEmpty()
                && change.removed().isEmpty();
        return nothing ? null : new Change(properties, change.added(), change.removed(), null);
    }

    // ---- what the proxy knows

    @Override
    public String version() {
        return proxy.version();
    }

    @Override
    public @Nullable String workerBin() {
        return proxy.workerBin();
    }

    @Override
    public RtpCapabilities supportedRtpCapabilities() {
        return proxy.supportedRtpCapabilities();
    }

    @Override
    public HostInfo host() {
        return proxy.host();
    }

    @Override
    public @Nullable HostLoad load() {
        return proxy.load();
    }

    @Override
    public WorkerBudget workerBudget() {
        return proxy.workerBudget();
    }

    @Override
    public boolean closed() {
        return proxy.closed();
    }

    @Override
    public Map<String, Worker> workers() {
        return proxy.workers();
    }

    @Override
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        return proxy.createWorker(settings);
    }

    @Override
    public void close() {
        proxy.close();
    }

    @Override
    public Subscription onNewWorker(Listener<NewWorkerEvent> listener) {
        return proxy.onNewWorker(listener);
    }

    @Override
    public Subscription onLoad(Listener<LoadEvent> listener) {
        return proxy.onLoad(listener);
    }

    @Override
    public Subscription onLog(Listener<LogEvent> listener) {
        return proxy.onLog(listener);
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        return proxy.onClose(listener);
    }

    @Override
    public String toString() {
        return proxy.toString();
    }
}

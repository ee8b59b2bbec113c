package org.mafalda.mediasoup.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.NewRouterEvent;
import org.mafalda.mediasoup.event.NewWebRtcServerEvent;
import org.mafalda.mediasoup.event.SubprocessCloseEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.event.WorkerLoadEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;

/** A simulated worker: measures its load once a second, while that changes. */
final class SimulatedWorker extends SimulatedObject {
    private static final Duration LOAD_INTERVAL = Duration.ofSeconds(1);

    private final SimulatedBox box;
    private boolean measuring;
    private long usedSince;
    private double usedMillis;

    SimulatedWorker(SimulatedBox box, WorkerSettings settings, String id) {
        super(Worker.class, new SimulatedProcess(box.world(), "simulated-worker-" + id), id, settings.appData());
        this.box = box;
        has("pid", OptionalLong.empty());
        has("died", false);
        has("subprocessClosed", false);
        has("availability", Availability.AVAILABLE);
        has("boxId", box.id());
    }

    SimulatedBox box() {
        return box;
    }

    /** The share of its core that is in use, 0 to 1 and beyond. */
    double load() {
        double load = 0;
        for (Object router : members("routers").values()) {
            for (Object consumer : of(router).members("consumers").values()) {
                load += ((SimulatedConsumer) of(consumer)).cost();
            }
        }
        return load;
    }

    /** Something begins or ceases to cost CPU time. */
    void loadChanged() {
        if (!measuring) {
            measuring = true;
            process.after(LOAD_INTERVAL, this::measure);
        }
    }

    private void measure() {
        measuring = false;
        if (!closed()) {
            double used = usedMillis();
            WorkerLoad measured = new WorkerLoad(load(), 1);
            usedMillis = used;
            usedSince = process.world().nanos();
            set("load", measured, "onLoad", new WorkerLoadEvent(measured));
        }
    }

    private double usedMillis() {
        double rate = get("load") instanceof WorkerLoad last ? last.utilization() : 0;
        return usedMillis + (process.world().nanos() - usedSince) / 1e6 * rate;
    }

    /** Its box can be reached, or not. */
    void become(Availability availability) {
        if (!closed()) {
            process.lane()
                    .execute(() -> set(
                            "availability",
                            availability,
                            "onAvailabilityChange",
                            new AvailabilityChangeEvent(availability)));
        }
    }

    /** Ends without having been closed. */
    void die(WorkerDeath death) {
        if (closed()) {
            return;
        }
        process.end();
        has("died", true);
        has("deathCause", death);
        has("subprocessClosed", true);
        CloseReason reason = new CloseReason.WorkerDied(death);
        close(reason, reason);
    }

    @Override
    void marked() {
        process.end();
        box.left(this);
    }

    @Override
    void beforeCloseEvent() {
        if (get("deathCause") instanceof WorkerDeath death) {
            set("deathCause", death, "onDied", new WorkerDiedEvent(death));
            set("died", true);
            set("subprocessClosed", true, "onSubprocessClose", new SubprocessCloseEvent());
        } else {
            process.lane()
                    .execute(() -> set("subprocessClosed", true, "onSubprocessClose", new SubprocessCloseEvent()));
        }
    }

    @Override
    void forEachChild(Consumer<SimulatedObject> taker) {
        members("routers").values().forEach(router -> taker.accept(of(router)));
        members("webRtcServers").values().forEach(server -> taker.accept(of(server)));
    }

    @Override
    CloseReason reasonBelow() {
        return new CloseReason.WorkerClosed();
    }

    @Override
    @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
        return switch (method) {
            case "createRouter" -> () -> createRouter((RouterOptions) arguments[0]);
            case "createWebRtcServer" -> () -> createWebRtcServer((WebRtcServerOptions) arguments[0]);
            case "updateSettings" -> () -> null;
            case "getResourceUsage" -> this::usage;
            default -> null;
        };
    }

    private Router createRouter(RouterOptions options) {
        SimulatedRouter router = new SimulatedRouter(this, options);
        adopt(router, "routers", null, "onNewRouter", new NewRouterEvent(router.self(Router.class)));
        return router.self(Router.class);
    }

    private WebRtcServer createWebRtcServer(WebRtcServerOptions options) {
        SimulatedServer server = new SimulatedServer(this, options.appData());
        adopt(
                server,
                "webRtcServers",
                null,
                "onNewWebRtcServer",
                new NewWebRtcServerEvent(server.self(WebRtcServer.class)));
        return server.self(WebRtcServer.class);
    }

    private WorkerResourceUsage usage() {
        return new WorkerResourceUsage(Math.round(usedMillis()), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** A WebRtcServer, of which only the transports matter. */
    static final class SimulatedServer extends SimulatedObject {
        SimulatedServer(SimulatedWorker worker, Map<String, @Nullable Object> appData) {
            super(WebRtcServer.class, worker.process, worker.process.world().nextId(), appData);
        }

        @Override
        void forEachChild(Consumer<SimulatedObject> taker) {
            members("webRtcTransports").values().forEach(transport -> taker.accept(of(transport)));
        }

        @Override
        CloseReason reasonBelow() {
            return new CloseReason.ListenServerClosed();
        }

        @Override
        @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
            return null;
        }
    }
}

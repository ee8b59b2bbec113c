package org.mafalda.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServer;

/**
 * The figures of a ROPE server as meters; {@code docs/metrics.md} lists them. Thread-safe. Gauges and counters show the
 * moment of the last {@link #refresh}.
 */
final class RopeMetrics implements RopeServer.CallListener {
    private static final RopeServer.Stats NOTHING = new RopeServer.Stats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    /** Upper ends of the histogram of call durations. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10)
    };

    private final RopeServer server;
    private final MeterRegistry registry;
    /** By type, then by method: a contract has few of both. */
    private final Map<String, Map<String, Outcomes>> calls = new ConcurrentHashMap<>();

    private volatile RopeServer.Stats stats = NOTHING;
    private volatile Map<Refusal, Long> refusals = Map.of();

    private record Outcomes(Timer good, Timer failed) {}

    private RopeMetrics(RopeServer server, MeterRegistry registry) {
        this.server = server;
        this.registry = registry;
    }

    /** Counts in that registry from now on. */
    static RopeMetrics bind(RopeServer server, MeterRegistry registry) {
        RopeMetrics metrics = new RopeMetrics(server, registry);
        metrics.sessions("connected", RopeServer.Stats::connectedSessions);
        metrics.sessions("suspended", RopeServer.Stats::suspendedSessions);
        metrics.gauge("objects", "", "Objects that clients can name", RopeServer.Stats::objects);
        metrics.gauge("journal", "bytes", "Kept for clients until they acknowledge it", RopeServer.Stats::journalBytes);
        metrics.counter("received", "bytes", "Frames that came, in bytes", RopeServer.Stats::receivedBytes);
        metrics.counter("received.frames", "", "Frames that came", RopeServer.Stats::receivedFrames);
        metrics.counter("sent", "bytes", "Frames that were sent, in bytes", RopeServer.Stats::sentBytes);
        metrics.counter("sent.frames", "", "Frames that were sent", RopeServer.Stats::sentFrames);
        metrics.counter(
                "dropped.messages",
                "",
                "Lossy messages that were not sent: a client was slow or away",
                RopeServer.Stats::droppedMessages);
        metrics.counter(
                "coalesced.messages",
                "",
                "Messages that gave way to later ones while they waited",
                RopeServer.Stats::coalescedMessages);
        metrics.counter("opened.sessions", "", "Sessions that were opened", RopeServer.Stats::openedSessions);
        metrics.counter("resumes", "", "Sessions that went on where they were cut", RopeServer.Stats::resumes);
        metrics.counter("resyncs", "", "Sessions that could not go on and began anew", RopeServer.Stats::resyncs);
        for (Refusal reason : Refusal.values()) {
            metrics.refusals(reason);
        }
        server.onCall(metrics);
        return metrics;
    }

    private void refusals(Refusal reason) {
        FunctionCounter.builder("rope.server.refusals", this, self -> self.refusals.getOrDefault(reason, 0L))
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .description("What was refused to clients and strangers, by the reason")
                .register(registry);
    }

    private void sessions(String state, ToDoubleFunction<RopeServer.Stats> value) {
        Gauge.builder("rope.server.sessions", this, self -> value.applyAsDouble(self.stats))
                .tag("state", state)
                .description("Sessions, by whether their client is connected or is to come back")
                .register(registry);
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<RopeServer.Stats> value) {
        Gauge.builder("rope.server." + name, this, self -> value.applyAsDouble(self.stats))
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .register(registry);
    }

    private void counter(String name, String unit, String description, ToDoubleFunction<RopeServer.Stats> value) {
        FunctionCounter.builder("rope.server." + name, this, self -> value.applyAsDouble(self.stats))
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .register(registry);
    }

    /** Asks the server for its present figures; waits for them, at most so long. */
    void refresh(Duration atMost) {
        refusals = server.refusals();
        stats = server.stats()
                .completeOnTimeout(stats, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void called(String type, String method, long nanos, boolean failed) {
        Outcomes outcomes = calls.computeIfAbsent(type, absent -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        method, absent -> new Outcomes(timer(type, method, "ok"), timer(type, method, "failed")));
        (failed ? outcomes.failed() : outcomes.good()).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String type, String method, String outcome) {
        return Timer.builder("rope.server.call")
                .description("From the arrival of a message until its answer was ready, or it was carried out")
                .tag("type", type)
                .tag("method", method)
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}

package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.mafalda.benchmarks.Benchmark;
import org.mafalda.benchmarks.Contestant;
import org.mafalda.benchmarks.Goal;
import org.mafalda.benchmarks.Measure;

/**
 * ROPE against what people would use instead: each rival has a server and a client in JVMs of their own, which are
 * started when they are first needed, and texts of 150 bytes.
 */
public final class RopeBenchmark implements Benchmark {
    private static final Rival OURS = Rival.ROPE;
    private static final Rival[] CALLING = {
        Rival.ROPE_CBOR, Rival.JETTY_ECHO, Rival.GRPC_DIRECT, Rival.GRPC, Rival.LSP4J, Rival.RMI, Rival.RSOCKET
    };
    /** Rounds of measures that take seconds, and of which the first has warmed up enough. */
    private static final int SHORT_WARM_UP = 1;

    private static final int WARM_UP = 3;
    private static final int OBJECTS = 10_000;

    /** The stage of the measures that compare rivals: one pair of each serves them all. */
    private static final String RIVALS = "rivals";

    /** Of the present stage. Guarded by nothing: measures are taken one after the other. */
    private final Map<String, Pair> pairs = new HashMap<>();

    private String stage = RIVALS;

    private RopeBenchmark() {}

    /** Nothing has to be installed. */
    public static RopeBenchmark open(Path installed) {
        return new RopeBenchmark();
    }

    /** What one round is. */
    @FunctionalInterface
    private interface Round {
        double of(Pair pair) throws IOException;
    }

    @Override
    public List<Measure> measures() {
        return Stream.concat(againstRivals().stream(), ofRopeAlone().stream()).toList();
    }

    private List<Measure> againstRivals() {
        return List.of(
                compare(
                        "calls/s, 64 in flight",
                        "calls/s",
                        true,
                        WARM_UP,
                        Goal.all(
                                Goal.ratio(Rival.JETTY_ECHO.toString(), 1.3),
                                Goal.ratio(Rival.GRPC_DIRECT.toString(), 1.2),
                                Goal.ratio(Rival.LSP4J.toString(), 2.5)),
                        Pair::callsPerSecond,
                        CALLING),
                compare(
                        "CPU per call",
                        "µs, both sides, 64 in flight",
                        false,
                        SHORT_WARM_UP,
                        Goal.ratio(Rival.JETTY_ECHO.toString(), 1 / 0.75),
                        Pair::cpuPerCall,
                        CALLING),
                compare(
                        "round trip, one in flight",
                        "µs, p50",
                        false,
                        WARM_UP,
                        Goal.all(
                                Goal.ratio(Rival.JETTY_ECHO.toString(), 1 / 1.15),
                                Goal.ratio(Rival.GRPC_DIRECT.toString(), 1 / 0.85)),
                        Pair::roundTripMicros,
                        CALLING),
                compare(
                        "round trip, one in flight, p99",
                        "µs, p99",
                        false,
                        SHORT_WARM_UP,
                        Goal.reported(),
                        Pair::slowRoundTripMicros,
                        CALLING),
                compare(
                        "deliveries/s to 200 clients",
                        "deliveries/s",
                        true,
                        WARM_UP,
                        Goal.all(
                                Goal.ratio(Rival.JETTY_ECHO.toString(), 4),
                                Goal.ratio(Rival.GRPC_DIRECT.toString(), 0.8)),
                        Pair::deliveriesPerSecond,
                        Rival.ROPE_CBOR,
                        Rival.JETTY_ECHO,
                        Rival.GRPC_DIRECT,
                        Rival.GRPC),
                compare(
                        "server heap per idle session",
                        "bytes, of 2,000 sessions",
                        false,
                        SHORT_WARM_UP,
                        Goal.ratio(Rival.JETTY_ECHO.toString(), 1 / 1.5),
                        Pair::heapPerSession,
                        Rival.JETTY_ECHO,
                        Rival.GRPC_DIRECT));
    }

    private List<Measure> ofRopeAlone() {
        return List.of(
                relayed("resuming 1,000 sessions after a cut", "ms", Pair::resumeMillis),
                relayed("snapshot of 10,000 objects, time", "ms", pair -> pair.snapshotMillis(OBJECTS)),
                relayed("snapshot of 10,000 objects, size", "bytes", pair -> pair.snapshotBytes(OBJECTS)),
                changes(1_000, 1, Goal.reported(), new int[] {10, 1}),
                changes(100_000, 1, Goal.ratio(changing(10, 1), 1 / 1.5), new int[] {10, 1}),
                changes(1_000, 10, Goal.reported(), new int[] {1_000, 1}),
                changes(1_000, 100, Goal.ratio(changing(1_000, 10), 1 / 12.5), new int[] {1_000, 10}));
    }

    private Measure compare(
            String name, String unit, boolean moreIsBetter, int warmUp, Goal goal, Round round, Rival... peers) {
        return new Measure(
                name,
                unit,
                moreIsBetter,
                goal,
                contestant(OURS, round),
                Arrays.stream(peers).map(peer -> contestant(peer, round)).toList(),
                warmUp);
    }

    private Contestant contestant(Rival rival, Round round) {
        return Contestant.of(rival.toString(), () -> round.of(pair(rival)));
    }

    /** Of ROPE alone, through a relay. */
    private Measure relayed(String name, String unit, Round round) {
        return new Measure(
                name,
                unit,
                false,
                Goal.reported(),
                Contestant.of(OURS.toString(), () -> round.of(relayed(OURS, name))),
                List.of(Contestant.of(Rival.ROPE_CBOR.toString(), () -> round.of(relayed(Rival.ROPE_CBOR, name)))),
                SHORT_WARM_UP);
    }

    /** What a change costs with so many objects and clients, in comparison with other numbers of them. */
    private Measure changes(int objects, int clients, Goal goal, int[] other) {
        String name = "change of a property: " + changing(objects, clients);
        return new Measure(
                name,
                "µs of the server's CPU",
                false,
                goal,
                changesOf(name, objects, clients),
                List.of(changesOf(name, other[0], other[1])),
                SHORT_WARM_UP);
    }

    /** The two that are compared are equally old: what compilers learn later is not what is asked for. */
    private Contestant changesOf(String measure, int objects, int clients) {
        String name = changing(objects, clients);
        return Contestant.of(
                name, () -> pair(measure, name, () -> Pair.of(OURS)).changeMicros(objects, clients));
    }

    private static String changing(int objects, int clients) {
        return objects + " objects to " + clients + (clients == 1 ? " client" : " clients");
    }

    /** Brings up two processes. */
    @FunctionalInterface
    private interface Start {
        Pair pair() throws IOException;
    }

    private Pair pair(Rival rival) {
        return pair(RIVALS, rival.toString(), () -> Pair.of(rival));
    }

    /** One for each measure: the sessions that one leaves behind would all get the objects of the next. */
    private Pair relayed(Rival rival, String measure) {
        return pair(measure, rival.toString(), () -> Pair.relayed(rival));
    }

    /** Ends what an earlier stage has left: dozens of processes and thousands of sessions would disturb the next. */
    private Pair pair(String wanted, String name, Start start) {
        if (!wanted.equals(stage)) {
            close();
            pairs.clear();
            stage = wanted;
        }
        return Objects.requireNonNull(pairs.computeIfAbsent(name, missing -> {
            try {
                return start.pair();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    @Override
    public void close() {
        pairs.values().forEach(Pair::close);
    }
}

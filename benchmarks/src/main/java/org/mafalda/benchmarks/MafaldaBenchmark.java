package org.mafalda.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mafalda.benchmarks.SimulatedAudience.Outcome;

/** What it takes that one router spans workers: on simulated ones, of which there are many, and on real ones. */
final class MafaldaBenchmark implements Benchmark {
    private static final int AUDIENCE = 20_000;
    private static final int BOXES = 8;
    private static final int WORKERS_PER_BOX = 8;

    private final RealAudience real = new RealAudience();

    static Benchmark open(Path installed) {
        return new MafaldaBenchmark();
    }

    @Override
    public void before(PrintStream out, Path results) throws IOException {
        SimulatedRooms.run(out, results);
    }

    @Override
    public List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        measures.add(audience("depth of the tree", "pipes", 3, Outcome::depth));
        measures.add(audience("copies between boxes", "copies", BOXES - 1, Outcome::copies));
        measures.add(audience("highest load of a worker", "of a core", 0.85, Outcome::highestLoad));
        measures.add(audience("workers used", "workers", BOXES * WORKERS_PER_BOX, Outcome::workers));
        measures.add(audience("CPU time of all placements", "s", 2, Outcome::cpuSeconds));
        measures.add(simulated(
                "300 transports, then 300 consumers, simulated: highest load",
                "of a core",
                0.6,
                () -> SimulatedAudience.transportsFirst(300, 8, 0.6).highestLoad()));
        measures.addAll(real.measures());
        measures.addAll(RelayLoss.measures());
        return measures;
    }

    private static Measure audience(String name, String unit, double most, ToDoubleFunction<Outcome> figure) {
        return simulated(
                "1 to 20,000 on 64 workers of 8 boxes: " + name,
                unit,
                most,
                () -> figure.applyAsDouble(SimulatedAudience.oneToMany(AUDIENCE, BOXES, WORKERS_PER_BOX, 0.8)));
    }

    private static Measure simulated(String name, String unit, double most, Contestant.Work work) {
        return new Measure(name, unit, false, Goal.atMost(most, unit), Contestant.of("mafalda", work), List.of(), 1);
    }

    @Override
    public void close() {
        real.close();
    }
}

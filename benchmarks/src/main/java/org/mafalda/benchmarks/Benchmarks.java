package org.mafalda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mafalda.benchmarks.rope.RopeBenchmark;

/** The command line: runs the benchmarks that it names, or lists them. */
public final class Benchmarks {
    private static final int LEAST_ROUNDS = 5;
    private static final String USAGE = "Usage: ./mafalda bench [--rounds N] [--only TEXT] NAME…   (N: at least "
            + LEAST_ROUNDS + ", the default; TEXT: part of measures' names)";

    private static final Map<String, Entry> ALL = new TreeMap<>(Map.of(
            "cluster", new Entry("What it costs that many media boxes are one", ClusterBenchmark::open),
            "driver", new Entry("The Java driver against upstream's Node driver, same worker", DriverBenchmark::open),
            "mafalda", new Entry("One router over many workers, simulated and real ones", MafaldaBenchmark::open),
            "rope",
                    new Entry(
                            "ROPE against what people would use instead, client and server in two JVMs",
                            RopeBenchmark::open)));

    private Benchmarks() {}

    private record Entry(String title, Opener opener) {}

    /** Brings up what a benchmark needs; the folder is for what it has to install. */
    @FunctionalInterface
    private interface Opener {
        Benchmark open(Path installed) throws Exception;
    }

    /** What the command line says. */
    private static final class Arguments {
        private final List<String> names = new ArrayList<>();
        private boolean help;
        private int rounds = LEAST_ROUNDS;
        private String only = "";
        private Path results = Path.of("results");
        private Path installed = Path.of("target");
    }

    /** Runs what the arguments name; the exit code is 0 if it ran, whatever the figures. */
    public static void main(String[] args) {
        int status;
        try {
            status = run(parse(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            status = 2;
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status);
    }

    private static Arguments parse(String[] args) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "-h", "--help" -> arguments.help = true;
                case "--rounds" -> arguments.rounds = rounds(value(args, ++i));
                case "--only" -> arguments.only = value(args, ++i);
                case "--results" -> arguments.results = Path.of(value(args, ++i));
                case "--installed" -> arguments.installed = Path.of(value(args, ++i));
                default -> arguments.names.add(known(args[i]));
            }
        }
        return arguments;
    }

    private static String value(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException("Option lacks its value [option:" + args[index - 1] + "]");
        }
        return args[index];
    }

    private static int rounds(String text) {
        int rounds;
        try {
            rounds = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Rounds must be a number [rounds:" + text + "]", e);
        }
        if (rounds < LEAST_ROUNDS) {
            throw new IllegalArgumentException("Rounds are too few [rounds:" + text + ", least:" + LEAST_ROUNDS + "]");
        }
        return rounds;
    }

    private static String known(String name) {
        if (!ALL.containsKey(name)) {
            throw new IllegalArgumentException("Unknown benchmark or option [argument:" + name + "]");
        }
        return name;
    }

    private static int run(Arguments arguments) throws Exception {
        if (arguments.help || arguments.names.isEmpty()) {
            ALL.forEach((name, entry) -> System.out.printf("%-10s %s%n", name, entry.title()));
            System.out.println(USAGE);
            return 0;
        }
        for (String name : arguments.names) {
            run(name, arguments);
        }
        return 0;
    }

    private static void run(String name, Arguments arguments) throws Exception {
        Entry entry = ALL.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("Unknown benchmark [name:" + name + "]");
        }
        Table table = new Table(System.out);
        Comparison comparison = new Comparison(arguments.rounds);
        List<Result> results = new ArrayList<>();
        try (Benchmark benchmark = entry.opener().open(arguments.installed)) {
            if (arguments.only.isEmpty()) {
                benchmark.before(System.out, arguments.results);
            }
            table.head(entry.title());
            for (Measure measure : benchmark.measures()) {
                if (measure.name().contains(arguments.only)) {
                    Result result = comparison.run(measure);
                    table.row(result);
                    results.add(result);
                }
            }
        }
        if (arguments.only.isEmpty()) {
            write(arguments.results.resolve(name + ".json"), results);
        }
    }

    private static void write(Path file, List<Result> results) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, results.stream().map(Result::json).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        System.out.println("Written: " + file);
    }
}

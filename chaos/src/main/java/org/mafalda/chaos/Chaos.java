package org.mafalda.chaos;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The command line of the chaos runs. */
public final class Chaos {
    private static final String USAGE = """
            Usage: ./mafalda chaos [--cuts N] [--calls-per-second N] [--clients N] [--seed N]
                   ./mafalda chaos --stalled-client [--clients N] [--rounds N]
            Defaults: 1000 cuts, 5000 calls per second, 4 clients or 100 with a stalled one, any seed, 5 rounds.
            """;

    private static final int CALLERS = 4;
    private static final int LISTENERS = 100;

    private Chaos() {}

    /** What the command line says. */
    private static final class Arguments {
        private int cuts = 1000;
        private int callsPerSecond = 5000;
        private int clients;
        private boolean help;
        private boolean stalledClient;
        private int rounds = 5;
        private long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }

    /** Runs; the exit code is 0 if everything held, 1 if something did not, 2 if the arguments are wrong. */
    public static void main(String[] args) {
        int status;
        try {
            Arguments arguments = parse(args);
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            if (arguments.help) {
                out.print(USAGE);
                status = 0;
            } else {
                status = run(arguments, out) ? 0 : 1;
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
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
                case "--cuts" -> arguments.cuts = (int) number(args, ++i);
                case "--calls-per-second" -> arguments.callsPerSecond = (int) number(args, ++i);
                case "--clients" -> arguments.clients = (int) number(args, ++i);
                case "--stalled-client" -> arguments.stalledClient = true;
                case "--rounds" -> arguments.rounds = (int) number(args, ++i);
                case "--seed" -> arguments.seed = number(args, ++i);
                default -> throw new IllegalArgumentException("Unknown option [option:" + args[i] + "]");
            }
        }
        return arguments;
    }

    private static long number(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException("Option lacks its value [option:" + args[index - 1] + "]");
        }
        try {
            long number = Long.parseLong(args[index]);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "Value must be a positive number [option:" + args[index - 1] + ", value:" + args[index] + "]");
    }

    private static boolean run(Arguments arguments, PrintStream out) throws Exception {
        List<String> failures = arguments.stalledClient ? runStalled(arguments, out) : runCuts(arguments, out);
        out.println(failures.isEmpty() ? "Everything held." : "FAILED [seed:" + arguments.seed + "]");
        failures.forEach(failure -> out.println("  " + failure));
        return failures.isEmpty();
    }

    private static List<String> runCuts(Arguments arguments, PrintStream out) throws Exception {
        int clients = arguments.clients == 0 ? CALLERS : arguments.clients;
        CutRun run = new CutRun(out, clients, arguments.callsPerSecond, arguments.seed);
        List<String> failures = new ArrayList<>(run.withinTheWindow(arguments.cuts));
        failures.addAll(run.beyondTheWindow(arguments.cuts));
        return failures;
    }

    private static List<String> runStalled(Arguments arguments, PrintStream out) throws Exception {
        return StalledRun.run(out, arguments.clients == 0 ? LISTENERS : arguments.clients, arguments.rounds);
    }
}

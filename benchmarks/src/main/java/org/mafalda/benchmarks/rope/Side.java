package org.mafalda.benchmarks.rope;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The server or the client of a rival, in a process of its own: takes a command from each line of its input, and
 * answers with a line of numbers. It ends with its input.
 */
public final class Side {
    private static final int COLLECTIONS = 3;

    private Side() {}

    /** What the commands of one kind of side do. */
    @FunctionalInterface
    private interface Commands {
        long[] run(String command, long[] numbers) throws Exception;
    }

    /** {@code RIVAL serve} or {@code RIVAL connect PORT}. */
    public static void main(String[] args) throws Exception {
        Rival rival = Rival.valueOf(args[0]);
        if (args[1].equals("serve")) {
            try (ServerSide server = rival.serve()) {
                answer(server.port());
                serve((command, numbers) -> common(command));
            }
        } else {
            try (ClientSide client = rival.connect(Integer.parseInt(args[2]))) {
                ClientCommands commands = new ClientCommands(client);
                answer();
                serve((command, numbers) -> command.equals("cpu") || command.equals("heap")
                        ? common(command)
                        : commands.run(command, numbers));
            }
        }
        System.exit(0);
    }

    private static void serve(Commands commands) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = Arrays.asList(line.split(" ", -1));
            long[] numbers = words.stream().skip(1).mapToLong(Long::parseLong).toArray();
            answer(commands.run(words.get(0), numbers));
        }
    }

    private static void answer(long... numbers) throws IOException {
        System.out.println(Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" ")));
    }

    private static long[] common(String command) {
        return switch (command) {
            case "cpu" ->
                new long[] {
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getProcessCpuTime()
                };
            case "heap" -> new long[] {heap()};
            default -> throw new IllegalArgumentException("Unknown command [command:" + command + "]");
        };
    }

    /** Bytes that are left after garbage was collected. */
    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

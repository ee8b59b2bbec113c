package org.mafalda.acceptance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** POSIX signals to other processes. */
public final class Signals {
    private Signals() {}

    /** Sends a signal by its name without SIG: {@code TERM}. It is pending at all processes when this returns. */
    public static void send(List<ProcessHandle> processes, String name) {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", "-s", name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            if (!kill.waitFor(Futures.DEADLINE.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("Signal could not be sent [command:" + command + "]");
            }
        } catch (IOException e) {
            throw new AssertionError("Signal could not be sent [signal:" + name + "]", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while sending a signal", e);
        }
    }
}

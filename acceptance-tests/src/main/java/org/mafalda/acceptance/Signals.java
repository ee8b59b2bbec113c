package org.mafalda.acceptance;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** POSIX signals to other processes. */
public final class Signals {
    private Signals() {}

    /** Sends a signal by its name without SIG: {@code TERM}. It is pending at the process when this returns. */
    public static void send(ProcessHandle process, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(Futures.DEADLINE.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("Signal could not be sent [signal:" + name + ", pid:" + process.pid() + "]");
            }
        } catch (IOException e) {
            throw new AssertionError("Signal could not be sent [signal:" + name + "]", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while sending a signal", e);
        }
    }
}

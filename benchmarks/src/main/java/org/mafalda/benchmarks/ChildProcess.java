package org.mafalda.benchmarks;

import java.util.concurrent.TimeUnit;

/** The end of processes that were started here. */
public final class ChildProcess {
    private static final long GRACE_SECONDS = 5;

    private ChildProcess() {}

    /** Waits for a process that ends by itself, and ends it by force if it does not. */
    public static void awaitEnd(Process process) {
        process.onExit()
                .orTimeout(GRACE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}

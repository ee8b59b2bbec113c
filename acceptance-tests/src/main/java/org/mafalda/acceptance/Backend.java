package org.mafalda.acceptance;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;

/**
 * One composition of layers, as the contracts see it: a way to get its {@link Mediasoup} and to hurt its processes.
 *
 * <p>Used from one thread. Lives for one contract class; a contract that closes the {@link Mediasoup} gets another
 * backend for its next test.
 */
public interface Backend extends AutoCloseable {
    /** Name in reports: {@code local}, {@code remote(local)}. */
    String composition();

    /** What the contracts may take for granted beyond the API. */
    Set<Capability> capabilities();

    /** Brings everything up and returns the {@link Mediasoup} under test. Called once. */
    Mediasoup start();

    /** The worker processes on this machine that carry this worker now: those that have not ended. */
    default List<ProcessHandle> processesOf(Worker worker) {
        long pid = worker.pid().orElseThrow(() -> new IllegalArgumentException(worker + " is not one process"));
        return ProcessHandle.of(pid).stream().toList();
    }

    /** Ends all processes of the worker with SIGKILL. */
    default void kill(Worker worker) {
        processesOf(worker).forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Has all processes run that the worker can have, where it starts some of them only when they are needed: whoever
     * stops or ends its processes means all of them.
     */
    default void startAllProcesses(Worker worker) {}

    /** The processes that must be gone when all workers are closed. */
    default Stream<ProcessHandle> workerProcesses() {
        return ProcessHandle.current().children();
    }

    /**
     * Another holder of the same objects, as another app server would be; the {@link Mediasoup} under test itself where
     * there can be only one. Lives as long as this backend.
     */
    default Mediasoup another() {
        return mediasoups().get(0);
    }

    /** The {@link Mediasoup} of each layer, that under test first. */
    List<Mediasoup> mediasoups();

    /** How many objects the layers offer to others now, under ids of their own. */
    default int offeredObjects() {
        return 0;
    }

    /** How many pipes its layers have made between their instances so far. */
    default long pipes() {
        return 0;
    }

    /** Whether there are routers that span workers, so that a pipe may come from the far end of another one. */
    default boolean spans() {
        return false;
    }

    /** How many of its pipes have come from the far end of another one so far. */
    default long relays() {
        return 0;
    }

    /** Takes everything down, the {@link Mediasoup} too if it still stands. */
    @Override
    void close();
}

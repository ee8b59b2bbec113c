package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.SubprocessCloseEvent;

/** The backend of one contract class, what its present test uses, and the checks after that test. */
final class Session implements AutoCloseable {
    private final Composition composition;
    private final Consumer<Backend> ended;
    private final List<AutoCloseable> probes = new ArrayList<>();
    private final List<CompletableFuture<?>> calls = new ArrayList<>();
    private @Nullable Running running;

    /**
     * A session of that composition.
     *
     * @param ended is given each backend when it has been used, before it is closed
     */
    Session(Composition composition, Consumer<Backend> ended) {
        this.composition = composition;
        this.ended = ended;
    }

    /** A backend that has been started. */
    private record Running(Backend backend, Mediasoup mediasoup, StateWatchdog watchdog, Set<Long> processes) {}

    private Running running() {
        Running present = running;
        if (present == null) {
            Backend backend = composition.backend();
            Mediasoup mediasoup = backend.start();
            Set<Long> processes =
                    backend.workerProcesses().map(ProcessHandle::pid).collect(Collectors.toSet());
            present = new Running(backend, mediasoup, new StateWatchdog(mediasoup), processes);
            running = present;
        }
        return present;
    }

    Backend backend() {
        return running().backend();
    }

    Mediasoup mediasoup() {
        return running().mediasoup();
    }

    <P extends AutoCloseable> P closeAfterTest(P probe) {
        probes.add(probe);
        return probe;
    }

    void settledAfterTest(List<CompletableFuture<?>> given) {
        calls.addAll(given);
    }

    /** Closes what the test has left open, and fails if something is left then, or was not reported. */
    void afterTest() {
        boolean clean = false;
        try {
            closeProbes();
            if (running != null) {
                checkAndCleanUp(running);
            }
            assertThat(calls).as("calls").allMatch(CompletableFuture::isDone, "is settled");
            calls.clear();
            clean = true;
        } finally {
            if (!clean || (running != null && running.mediasoup().closed())) {
                close();
            }
        }
    }

    /** Closes all, whatever happens to one of them, and fails then with what failed first. */
    private void closeProbes() {
        List<Throwable> failures = new ArrayList<>();
        for (AutoCloseable probe : probes) {
            try {
                probe.close();
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        }
        probes.clear();
        if (!failures.isEmpty()) {
            AssertionError failure = new AssertionError("Not closed cleanly", failures.get(0));
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static void checkAndCleanUp(Running running) {
        Mediasoup mediasoup = running.mediasoup();
        StateWatchdog watchdog = running.watchdog();
        for (Worker worker : mediasoup.workers().values()) {
            Futures.failure(worker.dump());
        }
        watchdog.check();
        List<Worker> workers = watchdog.objects(Worker.class);
        workers.forEach(Worker::close);
        if (!mediasoup.closed() || !running.backend().capabilities().contains(Capability.REMOTE)) {
            workers.forEach(Session::awaitSubprocessClose);
        }
        watchdog.check();
        assertThat(mediasoup.workers()).isEmpty();
        assertThat(watchdog.leftovers()).isEmpty();
        running.backend()
                .workerProcesses()
                .filter(process -> !running.processes().contains(process.pid()))
                .forEach(Session::awaitEnd);
        watchdog.forgetClosed();
    }

    /** Checks what was reported, and forgets all objects that are closed. */
    void forgetClosed() {
        StateWatchdog watchdog = running().watchdog();
        watchdog.check();
        watchdog.forgetClosed();
    }

    private static void awaitSubprocessClose(Worker worker) {
        try (EventProbe<SubprocessCloseEvent> end = new EventProbe<>(worker::onSubprocessClose)) {
            end.next();
        }
        assertThat(worker.subprocessClosed()).isTrue();
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(Futures.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError("Process is left [" + process.info() + "]", e);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Running present = running;
        running = null;
        probes.clear();
        calls.clear();
        if (present != null) {
            present.watchdog().close();
            ended.accept(present.backend());
            present.backend().close();
        }
    }
}

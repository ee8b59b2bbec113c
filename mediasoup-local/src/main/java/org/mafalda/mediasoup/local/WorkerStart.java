package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerLogTag;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.mediasoup.local.internal.channel.BrokenChannelException;
import org.mafalda.rope.Details;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coming up of one worker, and the reading from it for as long as it lives: by one thread, which another follows
 * when a listener keeps it.
 *
 * <p>{@link #running} completes when the worker says that it runs, and fails if it ends or the time-out passes before.
 */
final class WorkerStart {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerStart.class);
    /** The worker's exit code for settings that it refuses. */
    private static final int WRONG_SETTINGS = 42;

    private static final int KEPT_LINES = 20;

    private final LocalMediasoup mediasoup;
    private final WorkerSettings settings;
    private final CompletableFuture<LocalWorker> running = new CompletableFuture<>();
    /** The last lines of the worker's standard error before it runs: they say why it does not. */
    private final ConcurrentLinkedQueue<String> lastLines = new ConcurrentLinkedQueue<>();

    private final List<Path> temporaryFiles = new ArrayList<>();
    private volatile @Nullable WorkerProcess process;

    private WorkerStart(LocalMediasoup mediasoup, WorkerSettings settings) {
        this.mediasoup = mediasoup;
        this.settings = settings;
    }

    /** Starts a worker. */
    static WorkerStart begin(LocalMediasoup mediasoup, WorkerSettings settings) {
        WorkerStart start = new WorkerStart(mediasoup, settings);
        startThread("worker-starting", start::run);
        return start;
    }

    private static void startThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The worker, once it runs; completes on a thread of the worker's. */
    CompletableFuture<LocalWorker> running() {
        return running;
    }

    /** Gives the start up for this reason and ends the process, unless the worker is running already. */
    void giveUp(MediasoupException reason) {
        if (running.completeExceptionally(reason)) {
            WorkerProcess started = process;
            if (started != null) {
                started.kill();
            }
        }
    }

    private void run() {
        WorkerProcess process;
        try {
            process = WorkerProcess.start(
                    WorkerBinary.locate(settings.workerBin()), arguments(), WorkerBinary.VERSION, this::stderrLine);
        } catch (MediasoupException e) {
            running.completeExceptionally(e);
            deleteTemporaryFiles();
            return;
        } catch (IOException | RuntimeException | Error e) {
            running.completeExceptionally(new WorkerStartException(
                    "Worker process could not be started", Details.of("reason", e.toString())));
            deleteTemporaryFiles();
            return;
        }
        this.process = process;
        if (running.isDone()) {
            process.kill();
        }
        Thread.currentThread().setName("worker-" + process.pid());
        Home home = new Home(process, line -> mediasoup.logged(process.pid(), line));
        LocalWorker worker = new LocalWorker(mediasoup, home, process, settings);
        home.whenRunning(() -> {
            deleteTemporaryFiles();
            running.complete(worker);
        });
        limitTime(process);
        readUntilItEnds(process, worker);
    }

    private void limitTime(WorkerProcess process) {
        long millis = mediasoup.options().workerStartTimeout().toMillis();
        var unused = running.copy().orTimeout(millis, TimeUnit.MILLISECONDS).whenComplete((done, failure) -> {
            if (failure != null) {
                giveUp(new WorkerStartException(
                        "Worker did not come up in time", Details.of("pid", process.pid(), "timeoutMs", millis)));
            }
        });
    }

    private void readUntilItEnds(WorkerProcess process, LocalWorker worker) {
        String broken = null;
        try {
            Runnable relief = () -> startThread("worker-" + process.pid(), () -> readUntilItEnds(process, worker));
            if (!worker.home.channel().readAll(relief)) {
                return;
            }
            process.expectEnd();
        } catch (BrokenChannelException e) {
            broken = e.getMessage();
            process.kill();
        } catch (IOException e) {
            process.kill();
        } catch (RuntimeException | Error e) {
            broken = e.toString();
            process.kill();
        }
        WorkerDeath death = death(process, awaitEnd(process), broken);
        worker.home.lane().execute(() -> {
            deleteTemporaryFiles();
            if (!running.isDone()) {
                running.completeExceptionally(startFailure(death));
            }
            worker.processEnded(death);
        });
    }

    private static int awaitEnd(WorkerProcess process) {
        while (true) {
            try {
                return process.awaitEnd();
            } catch (InterruptedException e) {
                process.kill();
            }
        }
    }

    private static WorkerDeath death(WorkerProcess process, int exitCode, @Nullable String broken) {
        String pid = "pid:" + process.pid();
        if (broken != null) {
            return new WorkerDeath(WorkerDeath.Cause.CHANNEL_BROKEN, null, null, broken + " [" + pid + "]");
        }
        if (exitCode > 128) {
            int signal = exitCode - 128;
            return new WorkerDeath(
                    WorkerDeath.Cause.KILLED,
                    null,
                    signal,
                    "Worker was ended by a signal [" + pid + ", signal:" + signal + "]");
        }
        return new WorkerDeath(
                WorkerDeath.Cause.EXITED, exitCode, null, "Worker exited [" + pid + ", exitCode:" + exitCode + "]");
    }

    private MediasoupException startFailure(WorkerDeath death) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("death", death.message());
        if (!lastLines.isEmpty()) {
            details.put("stderr", String.join(" | ", lastLines));
        }
        Integer exitCode = death.exitCode();
        return exitCode != null && exitCode == WRONG_SETTINGS
                ? new InvalidArgumentException("Worker refuses its settings", details)
                : new WorkerStartException("Worker ended before it was running", details);
    }

    private void stderrLine(String line) {
        if (!running.isDone()) {
            lastLines.add(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.poll();
            }
        }
        WorkerProcess started = process;
        mediasoup.stderrLine(started == null ? 0 : started.pid(), line);
    }

    private List<String> arguments() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("--logLevel=" + settings.logLevel());
        for (WorkerLogTag tag : settings.logTags()) {
            arguments.add("--logTag=" + tag);
        }
        String certificate = fileOf(settings.dtlsCertificateFile(), settings.dtlsCertificatePem());
        if (certificate != null) {
            arguments.add("--dtlsCertificateFile=" + certificate);
        }
        String privateKey = fileOf(settings.dtlsPrivateKeyFile(), settings.dtlsPrivateKeyPem());
        if (privateKey != null) {
            arguments.add("--dtlsPrivateKeyFile=" + privateKey);
        }
        if (settings.libwebrtcFieldTrials() != null) {
            arguments.add("--libwebrtcFieldTrials=" + settings.libwebrtcFieldTrials());
        }
        return arguments;
    }

    /** The file, or one that holds the text until the worker has read it; only this user may read it. */
    private @Nullable String fileOf(@Nullable String file, @Nullable String pem) throws IOException {
        if (pem == null) {
            return file;
        }
        Path temporary = Files.createTempFile("mafalda", ".pem");
        temporaryFiles.add(temporary);
        Files.writeString(temporary, pem);
        return temporary.toString();
    }

    private void deleteTemporaryFiles() {
        for (Path file : temporaryFiles) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("Temporary file could not be deleted [file:{}]", file, e);
            }
        }
    }
}

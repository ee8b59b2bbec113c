package org.mafalda.mediasoup.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mediasoup-worker process. The worker reads from file descriptor 3 and writes to 4, which Java cannot open for a
 * child, so a shell moves the child's standard streams there before it becomes the worker.
 */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final String MOVE_STREAMS = "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2";
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final long CLOSE_GRACE_SECONDS = 3;

    private final Process process;
    private final Thread stderr;

    private WorkerProcess(Process process, Consumer<String> stderrLines) {
        this.process = process;
        this.stderr = new Thread(() -> pump(stderrLines), "worker-" + process.pid() + "-stderr");
        stderr.setDaemon(true);
        stderr.start();
    }

    /**
     * Starts the process in a session of its own, so that a Ctrl+C in the terminal does not reach it before the
     * application has closed it.
     */
    static WorkerProcess start(Path binary, List<String> arguments, String version, Consumer<String> stderrLines)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", MOVE_STREAMS));
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(binary.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MEDIASOUP_VERSION", version);
        // A worker on a libsrtp that uses NSS would load and unload its libraries a dozen times while it starts.
        builder.environment().putIfAbsent("NSS_DISABLE_UNLOAD", "1");
        return new WorkerProcess(builder.start(), stderrLines);
    }

    private void pump(Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> tell(lines, line));
        } catch (IOException | UncheckedIOException e) {
            lines.accept("(stderr ended: " + e.getMessage() + ")");
        }
    }

    /** A line that cannot be logged must not stop the reading, or the worker would block on a full pipe. */
    private static void tell(Consumer<String> lines, String line) {
        try {
            lines.accept(line);
        } catch (RuntimeException e) {
            LOG.debug("Line could not be logged", e);
        }
    }

    long pid() {
        return process.pid();
    }

    InputStream fromWorker() {
        return process.getInputStream();
    }

    OutputStream toWorker() {
        return process.getOutputStream();
    }

    /** Waits until the process has ended and its standard error is read; the exit code, 128 + n after signal n. */
    int awaitEnd() throws InterruptedException {
        int exitCode = process.waitFor();
        stderr.join(TimeUnit.SECONDS.toMillis(CLOSE_GRACE_SECONDS));
        return exitCode;
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Ends the process by force if it does not end by itself soon. */
    void expectEnd() {
        var unused = process.onExit()
                .orTimeout(CLOSE_GRACE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((ended, late) -> {
                    if (late != null) {
                        kill();
                    }
                });
    }
}

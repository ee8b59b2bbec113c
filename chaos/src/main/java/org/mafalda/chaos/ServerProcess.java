package org.mafalda.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link LedgerServer} in a JVM of its own. Thread-safe; lives until it is closed or killed. */
final class ServerProcess implements AutoCloseable {
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;
    private final int port;

    /** How a server serves. */
    record Settings(Duration resumeWindow, Duration heartbeat, long maxBacklog, long maxJournal) {}

    ServerProcess(Path effects, Settings settings) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerServer.class.getName(),
                        effects.toString(),
                        Long.toString(settings.resumeWindow().toMillis()),
                        Long.toString(settings.heartbeat().toMillis()),
                        Long.toString(settings.maxBacklog()),
                        Long.toString(settings.maxJournal()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        try {
            port = Integer.parseInt(line());
        } catch (IOException | NumberFormatException e) {
            process.destroyForcibly();
            throw new IOException("Server does not start", e);
        }
    }

    private String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("Server has ended");
        }
        return line;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private synchronized String ask(String question) {
        in.println(question);
        try {
            return line();
        } catch (IOException e) {
            throw new IllegalStateException("Server does not answer [question:" + question + "]", e);
        }
    }

    /** What its ledger shows. */
    String picture() {
        return ask("picture");
    }

    /** Bytes that it keeps for its clients: what waits and what is not acknowledged. */
    long keptBytes() {
        return Long.parseLong(ask("kept"));
    }

    /** Bytes of its heap that are in use after a garbage collection. */
    long heapBytes() {
        return Long.parseLong(ask("heap"));
    }

    /** The CPU time that it has used, in nanoseconds. */
    long cpuNanos() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** Ends it as a power cut does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        in.close();
        process.onExit()
                .orTimeout(GRACE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}

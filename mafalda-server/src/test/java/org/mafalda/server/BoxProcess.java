package org.mafalda.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A media box in a JVM of its own. */
final class BoxProcess implements AutoCloseable {
    private static final String LISTENING = "Listening on ";

    private static final String ADMIN = "Admin on ";
    private static final String OPERATIONS = "Operations on port ";

    private final Process process;
    private final BufferedReader output;
    private final URI uri;

    private BoxProcess(Process process, BufferedReader output, URI uri) {
        this.process = process;
        this.output = output;
        this.uri = uri;
    }

    /** Starts it on that port of loopback, 0 for any, with more arguments. */
    static BoxProcess start(int port, String... more) throws IOException {
        // Others on this machine may share a budget meanwhile.
        Stream<String> usual = Stream.of("--listen", "127.0.0.1:" + port, "--set", "stack.local.budget=unlimited");
        return launch(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    /** Starts it with these arguments. */
    static BoxProcess launch(String... arguments) throws IOException {
        return launch(command(arguments));
    }

    /** Starts it so that {@link #awaitLog} can be asked. */
    static BoxProcess launchLogging(String... arguments) throws IOException {
        return launch(command(arguments).redirectError(ProcessBuilder.Redirect.PIPE));
    }

    private static BoxProcess launch(ProcessBuilder command) throws IOException {
        Process process = command.start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new AssertionError("Box did not start [line:" + line + "]");
        }
        return new BoxProcess(process, output, URI.create(line.substring(LISTENING.length())));
    }

    /** The runnable jar with these arguments. */
    static ProcessBuilder command(String... arguments) {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "mafalda-server.jar").toString());
        return new ProcessBuilder(
                        Stream.concat(java.stream(), Stream.of(arguments)).toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Where it serves its figures, if it was told to. */
    int operationsPort() throws IOException {
        String line = output.readLine();
        assertThat(line).startsWith(OPERATIONS);
        return Integer.parseInt(line.substring(OPERATIONS.length()));
    }

    /** Where it listens for operators, if it was told to. */
    URI adminUri() throws IOException {
        String line = output.readLine();
        assertThat(line).startsWith(ADMIN);
        return URI.create(line.substring(ADMIN.length()));
    }

    /** Waits until a line of its log contains the text. */
    void awaitLog(String text) throws IOException {
        BufferedReader log = process.errorReader();
        String line = log.readLine();
        while (line != null && !line.contains(text)) {
            line = log.readLine();
        }
        assertThat(line).isNotNull();
    }

    /** Sends it a signal by its name, without waiting for what comes of it. */
    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    /** Its exit code, once it has ended. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    URI uri() {
        return uri;
    }

    /** Its worker processes. */
    List<ProcessHandle> workers() {
        // The server asks the machine about itself by commands, which end at once.
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("mediasoup-worker"))
                .toList();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends it with SIGTERM and returns its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

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
        Process process = command(Stream.concat(Stream.of("--listen", "127.0.0.1:" + port), Stream.of(more))
                        .toArray(String[]::new))
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        assertThat(line).startsWith(LISTENING);
        return new BoxProcess(process, output, URI.create(line.substring(LISTENING.length())));
    }

    static ProcessBuilder command(String... arguments) {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MafaldaServer.class.getName());
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

    URI uri() {
        return uri;
    }

    /** Its worker processes. */
    List<ProcessHandle> workers() {
        return process.descendants().toList();
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

package org.mafalda.benchmarks.rope;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.mafalda.benchmarks.ChildProcess;

/** A {@link Side} in a JVM of its own. */
final class SideProcess implements AutoCloseable {
    private static final int ANSWER_SECONDS = 120;

    private final String arguments;
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private SideProcess(String... arguments) throws IOException {
        this.arguments = String.join(" ", arguments);
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Side.class.getName()));
        line.addAll(List.of(arguments));
        process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static SideProcess client(Rival rival, int port) throws IOException {
        SideProcess client = new SideProcess(rival.name(), "connect", String.valueOf(port));
        var unused = client.read();
        return client;
    }

    /** A server, which is to be asked for its {@link #read port}. */
    static SideProcess server(Rival rival) throws IOException {
        return new SideProcess(rival.name(), "serve");
    }

    /** Gives a command and waits for its answer. */
    long[] run(String command) throws IOException {
        commands.println(command);
        return read();
    }

    /** The next line of numbers. */
    long[] read() throws IOException {
        String line;
        try {
            line = CompletableFuture.supplyAsync(this::readLine)
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("Process gives no answer [process:" + arguments + "]", e);
        }
        return line.isEmpty()
                ? new long[0]
                : Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new EOFException("Process has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as it ends by itself: its input is over. */
    @Override
    public void close() {
        commands.close();
        ChildProcess.awaitEnd(process);
    }
}

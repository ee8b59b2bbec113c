package org.mafalda.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Upstream's Node driver in a child process, {@code driver.mjs}: takes one command for each round. */
final class NodeDriver implements AutoCloseable {
    static final String NAME = "node";

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader figures;

    /** {@code installed} is the folder with the script and its {@code node_modules}. */
    NodeDriver(Path installed, @Nullable String workerBin) throws IOException {
        Path script = installed.resolve("driver.mjs");
        if (!Files.isRegularFile(script) || workerBin == null) {
            throw new IOException("Node driver is not installed, or there is no worker [script:" + script
                    + ", workerBin:" + workerBin + "]");
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "node", "--expose-gc", script.getFileName().toString())
                .directory(installed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MEDIASOUP_WORKER_BIN", workerBin);
        process = builder.start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        figures = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Does a measure of the script once. */
    double measure(String measure, int count) throws IOException {
        commands.println(measure + " " + count);
        String figure = figures.readLine();
        if (figure == null) {
            throw new IOException("Node driver has ended [measure:" + measure + "]");
        }
        return Double.parseDouble(figure);
    }

    /** Ends the process: at the end of its input it closes its worker. */
    @Override
    public void close() {
        commands.close();
        ChildProcess.awaitEnd(process);
    }
}

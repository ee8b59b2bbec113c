package org.mafalda.acceptance.boxes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mafalda.server.MafaldaServer;

/** A media box in a network namespace; how those are called and addressed is agreed with {@code ./mafalda boxes}. */
final class BoxProcess implements AutoCloseable {
    private static final String LISTENING = "Listening on ";
    private static final long GRACE_SECONDS = 10;

    private final String network;
    private final int number;
    private final Path configuration;
    private Process process;

    BoxProcess(Path directory, String network, int number) throws IOException {
        this.network = network;
        this.number = number;
        configuration = Files.writeString(directory.resolve(id() + ".yaml"), """
                listen: { address: %1$s, port: 4443, insecure: true, resume-window: 8s }
                stack:
                  local: { id: %2$s, announced-addresses: [%1$s], pipe-addresses: [%1$s], budget: own, workers: 2 }
                """.formatted(address(), id()));
        process = launch();
    }

    String id() {
        return "box" + number;
    }

    private String namespace() {
        return network + "-" + id();
    }

    String address() {
        return "10.77.0." + number;
    }

    URI uri() {
        return URI.create("ws://" + address() + ":4443/rope");
    }

    /** Waits until it listens. */
    void awaitUp() {
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null || !line.startsWith(LISTENING)) {
                throw new IllegalStateException("Box did not start [box:" + id() + ", output:" + line + "]");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        namespace(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MafaldaServer.class.getName(),
                        "--config",
                        configuration.toString(),
                        "--until-stdin-closes")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Pulls the cable, or puts it back in. */
    void connected(boolean up) throws IOException, InterruptedException {
        List<String> command = List.of("ip", "-netns", namespace(), "link", "set", "eth0", up ? "up" : "down");
        Process ip = new ProcessBuilder(command).inheritIO().start();
        if (!ip.waitFor(GRACE_SECONDS, TimeUnit.SECONDS) || ip.exitValue() != 0) {
            throw new IllegalStateException("Failed: " + String.join(" ", command));
        }
    }

    /** Ends it as a power cut does; its workers end with it. */
    void kill() throws InterruptedException {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Box does not end [box:" + id() + ", pid:" + process.pid() + "]");
        }
    }

    /** Starts it again. */
    void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

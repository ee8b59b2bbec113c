package org.mafalda.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.mafalda.server.MafaldaServer;

/** A media box in a JVM of its own, on loopback. */
final class MediaBox implements AutoCloseable {
    private static final String GREETING = "Listening on ";
    private static final long GRACE_SECONDS = 10;

    private final Process process;
    private final String id;
    private final URI uri;

    MediaBox(String id) throws IOException {
        this.id = id;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MafaldaServer.class.getName(),
                        "--listen",
                        "127.0.0.1:0",
                        "--set",
                        "stack.local.budget=unlimited",
                        "--box-id",
                        id,
                        "--until-stdin-closes")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith(GREETING)) {
            process.destroyForcibly();
            throw new IOException("Media box does not listen [said:" + line + "]");
        }
        uri = URI.create(line.substring(GREETING.length()));
    }

    /** The id of the box. */
    String id() {
        return id;
    }

    /** The id of its process. */
    long pid() {
        return process.pid();
    }

    /** Sends its process a signal: {@code STOP}, {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, pid());
    }

    /** Sends a process a signal. */
    static void signal(String name, long pid) throws IOException, InterruptedException {
        String[] command = {"kill", "-" + name, Long.toString(pid)};
        Process kill = new ProcessBuilder(command).inheritIO().start();
        if (!kill.waitFor(GRACE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("Signal could not be sent [signal:" + name + ", pid:" + pid + "]");
        }
    }

    URI uri() {
        return uri;
    }

    /** Ends the process as it ends by itself: its input is over. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        ChildProcess.awaitEnd(process);
    }
}

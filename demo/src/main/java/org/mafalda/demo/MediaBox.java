package org.mafalda.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.server.MafaldaServer;

/**
 * A media box in a JVM of its own on this machine.
 *
 * <p>Lives until {@link #close}, and no longer than this JVM.
 */
public final class MediaBox implements AutoCloseable {
    private static final String LISTENING = "Listening on ";
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Process process;
    private final URI uri;

    private MediaBox(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts it. Throws {@link IllegalStateException} if it does not come up; its own words are on standard error then.
     */
    public static MediaBox start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MafaldaServer.class.getName(),
                            "--listen",
                            "127.0.0.1:0",
                            "--until-stdin-closes")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = firstLine(process);
            if (line == null || !line.startsWith(LISTENING)) {
                process.destroy();
                throw new IllegalStateException("The media box did not start [output:" + line + "]");
            }
            return new MediaBox(process, URI.create(line.substring(LISTENING.length())));
        } catch (IOException e) {
            throw new IllegalStateException("The media box could not be started: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closing the reader would end the box at its next word
    private static @Nullable String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** Connects to it; the result is used like a local one. */
    public Mediasoup connect() {
        return Await.within(CONNECT, RemoteMediasoup.connect(uri));
    }

    /** Tells it to end, which it does after closing its workers. */
    @Override
    public void close() {
        process.destroy();
    }
}

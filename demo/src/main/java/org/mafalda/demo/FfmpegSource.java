package org.mafalda.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * ffmpeg with a test picture and a tone, encoded as VP8 and Opus.
 *
 * <p>Both streams leave from one port, as a transport with {@code comedia} wants it: ffmpeg's {@code udp} protocol can
 * share a port, its {@code rtp} protocol cannot. RTCP goes to the RTP port (RFC 5761). The sockets are connected, so
 * that ffmpeg ends by itself when nobody receives any more.
 */
final class FfmpegSource implements MediaSource {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String FFMPEG = "ffmpeg";
    private static final int MAX_PACKET = 1200;
    private static final long STOP_SECONDS = 3;

    private final Process process;
    private final CompletableFuture<Void> finished;

    private FfmpegSource(Process process) {
        this.process = process;
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> errors(process));
        this.finished = process.onExit().thenCombine(errors, (ended, lines) -> {
            if (ended.exitValue() != 0) {
                throw new IllegalStateException(
                        "ffmpeg ended [exitCode:" + ended.exitValue() + ", stderr:" + lines.strip() + "]");
            }
            return null;
        });
    }

    /** Where ffmpeg is, if it is installed. */
    static Optional<Path> find() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder, FFMPEG);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Starts ffmpeg towards that port of 127.0.0.1; without a length it sends until closed. */
    static FfmpegSource start(Path ffmpeg, int port, @Nullable Duration length) {
        try {
            return new FfmpegSource(new ProcessBuilder(command(ffmpeg, port, length))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path ffmpeg, int port, @Nullable Duration length) throws IOException {
        String target = "udp://127.0.0.1:" + port + "?localaddr=127.0.0.1&localport=" + freePort()
                + "&reuse=1&connect=1&pkt_size=" + MAX_PACKET;
        List<String> limit = length == null ? List.of() : List.of("-t", length.toSeconds() + "");
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A Ctrl+C in the terminal is for the demo, which then ends ffmpeg.
            command.add(SETSID.toString());
        }
        command.addAll(List.of(ffmpeg.toString(), "-nostdin", "-hide_banner", "-loglevel", "error"));
        command.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30"));
        command.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        command.addAll(List.of("-map", "0:v", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"));
        // Nobody answers a request for a key frame here, so they come often.
        command.addAll(List.of("-b:v", "800k", "-g", "30", "-pix_fmt", "yuv420p"));
        command.addAll(limit);
        command.addAll(output(Stream.VIDEO, target));
        command.addAll(List.of("-map", "1:a", "-c:a", "libopus", "-b:a", "64k", "-ac", "2"));
        command.addAll(limit);
        command.addAll(output(Stream.AUDIO, target));
        return command;
    }

    private static List<String> output(Stream stream, String target) {
        return List.of("-f", "rtp", "-ssrc", stream.ssrc() + "", "-payload_type", stream.payloadType() + "", target);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    private static String errors(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public CompletableFuture<Void> finished() {
        return finished.copy();
    }

    @Override
    public OptionalLong sent(Stream stream) {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package org.mafalda.acceptance.media;

import static org.mafalda.acceptance.Futures.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.transport.SrtpParameters;

/**
 * An ffmpeg that sends or receives RTP: an implementation of its own of codecs, RTP and SRTP.
 *
 * <p>Used from one thread. Lives until it has ended or is closed.
 */
public final class Ffmpeg implements AutoCloseable {
    /** Pictures per second of what it sends; each second begins with a key frame. */
    public static final int FRAME_RATE = 25;

    private final Process process;
    private final CompletableFuture<String> output;
    private final CompletableFuture<String> errors;

    private Ffmpeg(List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-loglevel", "error"));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command).start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ffmpeg is needed as a sender and receiver of plain RTP", e);
        }
        output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a moving test picture as VP8 over SRTP.
     *
     * @param frames how many pictures
     * @param port where RTP goes, on loopback
     * @param rtcpPort where RTCP goes
     * @param payloadType of RTP
     * @param ssrc of RTP
     * @param parameters what it encrypts with
     */
    public static Ffmpeg sendVp8(
            int frames, int port, int rtcpPort, int payloadType, long ssrc, SrtpParameters parameters) {
        String url = "srtp://" + Listen.IP + ":" + port + "?rtcpport=" + rtcpPort + "&pkt_size=1200";
        return new Ffmpeg(
                List.of(
                        "-re",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=320x180:rate=" + FRAME_RATE,
                        "-frames:v",
                        Integer.toString(frames),
                        "-c:v",
                        "libvpx",
                        "-deadline",
                        "realtime",
                        "-cpu-used",
                        "8",
                        "-b:v",
                        "300k",
                        "-g",
                        Integer.toString(FRAME_RATE),
                        "-pix_fmt",
                        "yuv420p",
                        "-f",
                        "rtp",
                        "-payload_type",
                        Integer.toString(payloadType),
                        "-ssrc",
                        Long.toString(ssrc),
                        "-srtp_out_suite",
                        parameters.cryptoSuite().toString(),
                        "-srtp_out_params",
                        parameters.keyBase64(),
                        url),
                "");
    }

    /** Receives VP8 over SRTP on that port of loopback, until that many pictures have been decoded. */
    public static Ffmpeg receiveVp8(int frames, int port, int payloadType, SrtpParameters parameters) {
        String sdp = String.join(
                "\r\n",
                "v=0",
                "o=- 0 0 IN IP4 " + Listen.IP,
                "s=-",
                "c=IN IP4 " + Listen.IP,
                "t=0 0",
                "m=video " + port + " RTP/SAVP " + payloadType,
                "a=rtpmap:" + payloadType + " VP8/90000",
                "a=crypto:1 " + parameters.cryptoSuite() + " inline:" + parameters.keyBase64(),
                "");
        return new Ffmpeg(
                List.of(
                        "-protocol_whitelist",
                        "pipe,rtp,udp,srtp",
                        "-analyzeduration",
                        "1000000",
                        "-f",
                        "sdp",
                        "-i",
                        "pipe:0",
                        "-frames:v",
                        Integer.toString(frames),
                        "-f",
                        "framehash",
                        "-hash",
                        "md5",
                        "pipe:1"),
                sdp);
    }

    /** Waits until it has ended by itself; fails if it failed. */
    public String awaitEnd() {
        int exitCode = await(process.onExit()).exitValue();
        if (exitCode != 0) {
            throw new AssertionError("ffmpeg failed [exitCode:" + exitCode + ", stderr:" + await(errors) + "]");
        }
        return await(output);
    }

    /** Waits until it has ended and tells a hash for each picture that it decoded. */
    public List<String> awaitPictures() {
        return awaitEnd()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroyForcibly();
        await(process.onExit());
    }
}

package org.mafalda.acceptance.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sends of its fake camera.
 *
 * @param mimeType the codec
 * @param width of the camera's picture, in pixels
 * @param height of the camera's picture, in pixels
 * @param frameRate pictures per second
 * @param encodings one per stream
 */
public record BrowserVideo(String mimeType, int width, int height, int frameRate, List<Encoding> encodings) {
    /** Copies the list. */
    public BrowserVideo {
        encodings = List.copyOf(encodings);
    }

    /**
     * A stream (RTCRtpEncodingParameters of the WebRTC standard).
     *
     * @param scaleResolutionDownBy the camera's width and height are divided by it
     * @param maxBitrate in bit/s
     * @param scalabilityMode its layers: {@code L1T3}
     */
    public record Encoding(
            @Nullable Double scaleResolutionDownBy,
            @Nullable Integer maxBitrate,
            @Nullable String scalabilityMode) {}

    /** VP8, 640x360, in one stream. */
    public static BrowserVideo vp8() {
        return new BrowserVideo("video/VP8", 640, 360, 20, List.of(new Encoding(1.0, 500_000, "L1T1")));
    }

    /** VP8 in three streams with three temporal layers each: 240x135, 480x270 and 960x540. */
    public static BrowserVideo vp8Simulcast() {
        return new BrowserVideo(
                "video/VP8",
                960,
                540,
                15,
                List.of(
                        new Encoding(4.0, 80_000, "L1T3"),
                        new Encoding(2.0, 200_000, "L1T3"),
                        new Encoding(1.0, 400_000, "L1T3")));
    }

    /** VP9 in one stream with three spatial layers, of 240x135, 480x270 and 960x540, and three temporal ones. */
    public static BrowserVideo vp9Svc() {
        return new BrowserVideo("video/VP9", 960, 540, 15, List.of(new Encoding(1.0, 800_000, "L3T3")));
    }
}

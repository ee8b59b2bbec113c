package org.mafalda.mediasoup.rtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a video stream (W3C webrtc-svc).
 *
 * @param spatialLayers number of spatial layers, or of simulcast streams, 1 to 99
 * @param temporalLayers number of temporal layers, 1 to 99
 * @param ksvc whether spatial layers depend on each other in key frames only (K-SVC)
 */
public record ScalabilityMode(int spatialLayers, int temporalLayers, boolean ksvc) {
    private static final Pattern MODE = Pattern.compile("[LS]([1-9][0-9]?)T([1-9][0-9]?)(_KEY)?");
    private static final int MAX_LAYERS = 99;

    public ScalabilityMode {
        RtpFields.range("spatialLayers", spatialLayers, 1, MAX_LAYERS);
        RtpFields.range("temporalLayers", temporalLayers, 1, MAX_LAYERS);
    }

    /**
     * Reads a mode such as {@code "L3T2_KEY"} or {@code "S2T3"}.
     *
     * @return its layers; one spatial and one temporal layer if it is unset or has another form, never an error. What
     *     follows a readable mode is ignored.
     */
    public static ScalabilityMode parse(@Nullable String scalabilityMode) {
        Matcher matcher = MODE.matcher(scalabilityMode == null ? "" : scalabilityMode);
        if (!matcher.lookingAt()) {
            return new ScalabilityMode(1, 1, false);
        }
        return new ScalabilityMode(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3) != null);
    }
}

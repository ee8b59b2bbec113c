package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;

/**
 * An RTP stream. Immutable.
 *
 * @param params its parameters
 * @param score its quality: 0 (nothing arrives) to 10 (perfect)
 * @param rtxStream its RTX stream; null without one
 */
public record RtpStreamDump(
        RtpStreamParametersDump params, int score, @Nullable RtxStreamDump rtxStream) {}

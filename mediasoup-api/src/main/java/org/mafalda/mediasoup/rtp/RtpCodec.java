package org.mafalda.mediasoup.rtp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a codec has in capabilities and in parameters alike: the part by which codecs are matched. */
sealed interface RtpCodec permits RtpCodecCapability, RtpCodecParameters {
    String mimeType();

    int clockRate();

    @Nullable Integer channels();

    Map<String, @Nullable Object> parameters();

    List<RtcpFeedback> rtcpFeedback();
}

package org.mafalda.mediasoup.rtp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.UnsupportedException;

/** Says which codec is not supported. */
final class UnsupportedCodec {
    private UnsupportedCodec() {}

    static UnsupportedException of(String fact, RtpCodec codec) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("mimeType", codec.mimeType());
        if (codec instanceof RtpCodecParameters parameters) {
            details.put("payloadType", parameters.payloadType());
        }
        details.put("clockRate", codec.clockRate());
        if (codec.channels() != null) {
            details.put("channels", codec.channels());
        }
        if (!codec.parameters().isEmpty()) {
            details.put("parameters", codec.parameters());
        }
        return new UnsupportedException(fact, details);
    }
}

package org.mafalda.mediasoup.rtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether two codecs are the same, and settles what they have to agree upon. */
final class CodecMatching {
    private static final String H264 = "video/h264";
    private static final String PROFILE_LEVEL_ID = "profile-level-id";

    private CodecMatching() {}

    /** Whether the codecs have the same type, clock rate, channels, and, for multiopus, streams. */
    static boolean matches(RtpCodec a, RtpCodec b) {
        return a.mimeType().equalsIgnoreCase(b.mimeType())
                && a.clockRate() == b.clockRate()
                && Objects.equals(a.channels(), b.channels())
                && (!is(a, "audio/multiopus") || (haveSame("num_streams", a, b) && haveSame("coupled_streams", a, b)));
    }

    /** Whether the codecs match and a stream of one can be decoded as the other: same profile. */
    static boolean matchesStrictly(RtpCodec a, RtpCodec b) {
        if (!matches(a, b)) {
            return false;
        }
        if (is(a, H264)) {
            return haveSameOrZero("packetization-mode", a, b)
                    && H264ProfileLevelId.isSameProfile(a.parameters(), b.parameters());
        }
        return !is(a, "video/vp9") || haveSameOrZero("profile-id", a, b);
    }

    /** The codec with the parameters that it has to have to match the capability strictly: the H264 level in common. */
    static RtpCodecParameters negotiate(RtpCodecParameters codec, RtpCodecCapability capability) {
        if (!is(codec, H264)) {
            return codec;
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(codec.parameters());
        String answer = H264ProfileLevelId.answer(codec.parameters(), capability.parameters());
        if (answer == null) {
            parameters.remove(PROFILE_LEVEL_ID);
        } else {
            parameters.put(PROFILE_LEVEL_ID, answer);
        }
        return codec.toBuilder().parameters(parameters).build();
    }

    static boolean isRtx(RtpCodec codec) {
        String mimeType = codec.mimeType().toLowerCase(Locale.ROOT);
        return mimeType.endsWith("/rtx") && mimeType.length() > "/rtx".length();
    }

    /** Whether this RTX codec repairs the codec of that payload type. */
    static boolean repairs(RtpCodec rtxCodec, @Nullable Integer payloadType) {
        return payloadType != null && same(rtxCodec.parameters().get("apt"), payloadType.longValue());
    }

    private static boolean is(RtpCodec codec, String mimeType) {
        return codec.mimeType().equalsIgnoreCase(mimeType);
    }

    private static boolean haveSame(String parameter, RtpCodec a, RtpCodec b) {
        return same(a.parameters().get(parameter), b.parameters().get(parameter));
    }

    private static boolean haveSameOrZero(String parameter, RtpCodec a, RtpCodec b) {
        return same(orZero(a.parameters().get(parameter)), orZero(b.parameters().get(parameter)));
    }

    private static Object orZero(@Nullable Object value) {
        return value == null || value.equals("") ? Long.valueOf(0) : value;
    }

    /** Equality in which 1 and 1.0 are the same number. */
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number first && b instanceof Number second) {
            return first.doubleValue() == second.doubleValue();
        }
        return Objects.equals(a, b);
    }
}

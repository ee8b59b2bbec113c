package org.mafalda.mediasoup.rtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** Checks RTP and SCTP values and fills in the defaults of what is unset. */
final class RtpValidation {
    private static final Pattern MIME_TYPE = Pattern.compile("(audio|video)/.+", Pattern.CASE_INSENSITIVE);

    private RtpValidation() {}

    static RtpCapabilities capabilities(String field, RtpCapabilities caps) {
        return new RtpCapabilities(
                codecCapabilities(field, caps.codecs()),
                each(field + ".headerExtensions", caps.headerExtensions(), RtpValidation::headerExtension));
    }

    static RtpParameters parameters(String field, RtpParameters params) {
        RtcpParameters rtcp = params.rtcp();
        return new RtpParameters(
                params.mid(),
                each(field + ".codecs", params.codecs(), RtpValidation::codecParameters),
                each(field + ".headerExtensions", params.headerExtensions(), RtpValidation::headerExtensionParameters),
                each(field + ".encodings", params.encodings(), RtpValidation::encodingParameters),
                new RtcpParameters(rtcp == null ? null : rtcp.cname(), true),
                params.msid());
    }

    static List<RtpCodecCapability> codecCapabilities(String field, List<RtpCodecCapability> codecs) {
        return each(field + ".codecs", codecs, RtpValidation::codecCapability);
    }

    static RtpCodecCapability codecCapability(String field, RtpCodecCapability codec) {
        MediaKind kind = kind(field, codec);
        return new RtpCodecCapability(
                kind,
                codec.mimeType(),
                codec.preferredPayloadType(),
                codec.clockRate(),
                channels(kind, codec),
                codecSettings(field, codec),
                each(field + ".rtcpFeedback", codec.rtcpFeedback(), RtpValidation::feedback));
    }

    private static RtpCodecParameters codecParameters(String field, RtpCodecParameters codec) {
        return new RtpCodecParameters(
                codec.mimeType(),
                codec.payloadType(),
                codec.clockRate(),
                channels(kind(field, codec), codec),
                codecSettings(field, codec),
                each(field + ".rtcpFeedback", codec.rtcpFeedback(), RtpValidation::feedback));
    }

    private static MediaKind kind(String field, RtpCodec codec) {
        Matcher matcher = MIME_TYPE.matcher(codec.mimeType());
        if (!matcher.lookingAt()) {
            throw InvalidArgumentException.of(
                    field + ".mimeType", codec.mimeType(), "must be audio/<subtype> or video/<subtype>");
        }
        return MediaKind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    }

    private static @Nullable Integer channels(MediaKind kind, RtpCodec codec) {
        return kind == MediaKind.AUDIO ? Integer.valueOf(Objects.requireNonNullElse(codec.channels(), 1)) : null;
    }

    private static Map<String, @Nullable Object> codecSettings(String field, RtpCodec codec) {
        settings(field, codec.parameters());
        Object apt = codec.parameters().get("apt");
        if (apt != null && !(apt instanceof Number)) {
            throw InvalidArgumentException.of(field + ".parameters.apt", apt, "must be a number");
        }
        return codec.parameters();
    }

    private static Map<String, @Nullable Object> settings(String field, Map<String, @Nullable Object> parameters) {
        parameters.forEach((key, value) -> {
            if (!(value instanceof String) && !(value instanceof Number)) {
                throw InvalidArgumentException.of(field + ".parameters." + key, value, "must be a string or a number");
            }
        });
        return parameters;
    }

    private static RtcpFeedback feedback(String field, RtcpFeedback feedback) {
        notEmpty(field + ".type", feedback.type());
        return new RtcpFeedback(feedback.type(), Objects.requireNonNullElse(feedback.parameter(), ""));
    }

    private static RtpHeaderExtension headerExtension(String field, RtpHeaderExtension extension) {
        notEmpty(field + ".uri", extension.uri());
        return new RtpHeaderExtension(
                extension.kind(),
                extension.uri(),
                extension.preferredId(),
                Objects.requireNonNullElse(extension.preferredEncrypt(), false),
                Objects.requireNonNullElse(extension.direction(), RtpHeaderExtensionDirection.SENDRECV));
    }

    private static RtpHeaderExtensionParameters headerExtensionParameters(
            String field, RtpHeaderExtensionParameters extension) {
        notEmpty(field + ".uri", extension.uri());
        return new RtpHeaderExtensionParameters(
                extension.uri(),
                extension.id(),
                Objects.requireNonNullElse(extension.encrypt(), false),
                settings(field, extension.parameters()));
    }

    private static RtpEncodingParameters encodingParameters(String field, RtpEncodingParameters encoding) {
        return encoding.toBuilder()
                .dtx(Objects.requireNonNullElse(encoding.dtx(), false))
                .build();
    }

    private static void notEmpty(String field, String value) {
        if (value.isEmpty()) {
            throw InvalidArgumentException.of(field, value, "must not be empty");
        }
    }

    private static <T> List<T> each(String field, List<T> values, BiFunction<String, T, T> normalize) {
        List<T> normalized = new ArrayList<>(values.size());
        for (T value : values) {
            normalized.add(normalize.apply(field + "[" + normalized.size() + "]", value));
        }
        return normalized;
    }

    /**
     * Unless there is a limit (zero is none), streams are ordered; that limits and order agree, the record has checked.
     */
    static SctpStreamParameters sctpStreamParameters(SctpStreamParameters params) {
        boolean limited = isLimit(params.maxPacketLifeTime()) || isLimit(params.maxRetransmits());
        return new SctpStreamParameters(
                params.streamId(),
                Objects.requireNonNullElse(params.ordered(), !limited),
                params.maxPacketLifeTime(),
                params.maxRetransmits());
    }

    private static boolean isLimit(@Nullable Integer limit) {
        return limit != null && limit != 0;
    }
}

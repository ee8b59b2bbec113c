package org.mafalda.mediasoup.rtp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;

/** Makes the capabilities of one router out of its media codecs. */
final class RouterCapabilities {
    private final List<RtpCodecCapability> codecs = new ArrayList<>();
    private final Deque<Integer> dynamicPayloadTypes = new ArrayDeque<>();
    private final List<RtpCodecCapability> mediaCodecs;

    private RouterCapabilities(List<RtpCodecCapability> mediaCodecs) {
        this.mediaCodecs = mediaCodecs;
        // In the order of mediasoup: 100 first, then up, then what is left of the dynamic range.
        IntStream.concat(IntStream.rangeClosed(100, 127), IntStream.rangeClosed(96, 99))
                .forEach(dynamicPayloadTypes::add);
    }

    static RtpCapabilities generate(List<RtpCodecCapability> mediaCodecs) {
        RouterCapabilities router = new RouterCapabilities(mediaCodecs);
        for (int i = 0; i < mediaCodecs.size(); i++) {
            router.add("mediaCodecs[" + i + "]", mediaCodecs.get(i));
        }
        return new RtpCapabilities(router.codecs, SupportedRtpCapabilities.ALL.headerExtensions());
    }

    private void add(String field, RtpCodecCapability given) {
        RtpCodecCapability mediaCodec = RtpValidation.codecCapability(field, given);
        RtpCodecCapability supported = SupportedRtpCapabilities.ALL.codecs().stream()
                .filter(codec -> CodecMatching.matches(mediaCodec, codec))
                .findFirst()
                .orElseThrow(() -> UnsupportedCodec.of("media codec not supported", mediaCodec));
        int payloadType = payloadType(mediaCodec, supported);
        if (codecs.stream().map(RtpCodecCapability::preferredPayloadType).anyMatch(used -> used == payloadType)) {
            throw InvalidArgumentException.of(
                    field + ".preferredPayloadType", payloadType, "must not be that of another codec of the router");
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(supported.parameters());
        parameters.putAll(mediaCodec.parameters());
        codecs.add(supported.toBuilder()
                .preferredPayloadType(payloadType)
                .parameters(parameters)
                .build());
        if (supported.kind() == MediaKind.VIDEO) {
            codecs.add(RtpCodecCapability.video("video/rtx", supported.clockRate())
                    .preferredPayloadType(nextPayloadType())
                    .parameters(Map.of("apt", payloadType))
                    .build());
        }
    }

    private int payloadType(RtpCodecCapability mediaCodec, RtpCodecCapability supported) {
        Integer wished = mediaCodec.preferredPayloadType();
        if (wished != null) {
            dynamicPayloadTypes.remove(wished);
            return wished;
        }
        Integer fixed = supported.preferredPayloadType();
        return fixed != null ? fixed : nextPayloadType();
    }

    private int nextPayloadType() {
        Integer next = dynamicPayloadTypes.poll();
        if (next == null) {
            throw new InvalidArgumentException(
                    "cannot allocate more dynamic payload types: too many media codecs",
                    Map.of("mediaCodecs", mediaCodecs.size()));
        }
        return next;
    }
}

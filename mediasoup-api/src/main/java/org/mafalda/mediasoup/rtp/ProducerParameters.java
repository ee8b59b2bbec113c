package org.mafalda.mediasoup.rtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping.CodecMapping;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping.EncodingMapping;

/** Brings what a producer sends to what its router uses. */
final class ProducerParameters {
    private ProducerParameters() {}

    static ProducerRtpParametersMapping map(RtpParameters params, RtpCapabilities caps, RandomGenerator random) {
        List<RtpCodecParameters> codecs = new ArrayList<>(params.codecs());
        @Nullable RtpCodecCapability[] matched = new RtpCodecCapability[codecs.size()];
        List<CodecMapping> mapping = new ArrayList<>();
        for (int i = 0; i < matched.length; i++) {
            RtpCodecParameters codec = codecs.get(i);
            if (!CodecMatching.isRtx(codec)) {
                RtpCodecCapability capability = mediaCapability(codec, caps);
                matched[i] = capability;
                codecs.set(i, CodecMatching.negotiate(codec, capability));
                mapping.add(new CodecMapping(codec.payloadType(), payloadType(capability)));
            }
        }
        for (int i = 0; i < matched.length; i++) {
            RtpCodecParameters codec = codecs.get(i);
            if (CodecMatching.isRtx(codec)) {
                RtpCodecCapability capability = rtxCapabilityOrFail(repairedBy(i, codecs, matched), caps);
                mapping.add(new CodecMapping(codec.payloadType(), payloadType(capability)));
            }
        }
        return new ProducerRtpParametersMapping(
                params.toBuilder().codecs(codecs).build(),
                new RtpCodecsEncodingsMapping(mapping, mapEncodings(params.encodings(), random)));
    }

    private static RtpCodecCapability mediaCapability(RtpCodecParameters codec, RtpCapabilities caps) {
        return caps.codecs().stream()
                .filter(capability -> CodecMatching.matchesStrictly(codec, capability))
                .findFirst()
                .orElseThrow(() -> UnsupportedCodec.of("codec not supported by the router", codec));
    }

    /** The capability of the media codec that the RTX codec at this index repairs. */
    private static RtpCodecCapability repairedBy(
            int index, List<RtpCodecParameters> codecs, @Nullable RtpCodecCapability[] matched) {
        RtpCodecParameters rtxCodec = codecs.get(index);
        RtpCodecCapability capability = IntStream.range(0, matched.length)
                .filter(i -> CodecMatching.repairs(rtxCodec, codecs.get(i).payloadType()))
                .boxed()
                .findFirst()
                .map(i -> matched[i])
                .orElse(null);
        if (capability == null) {
            throw InvalidArgumentException.of(
                    "rtpParameters.codecs[" + index + "].parameters.apt",
                    rtxCodec.parameters().get("apt"),
                    "must be the payload type of a media codec");
        }
        return capability;
    }

    private static RtpCodecCapability rtxCapabilityOrFail(RtpCodecCapability media, RtpCapabilities caps) {
        return rtxCapability(media, caps)
                .orElseThrow(() -> UnsupportedCodec.of("RTX not supported by the router for this codec", media));
    }

    private static Optional<RtpCodecCapability> rtxCapability(RtpCodecCapability media, RtpCapabilities caps) {
        return caps.codecs().stream()
                .filter(codec -> CodecMatching.isRtx(codec) && CodecMatching.repairs(codec, payloadType(media)))
                .findFirst();
    }

    private static List<EncodingMapping> mapEncodings(List<RtpEncodingParameters> encodings, RandomGenerator random) {
        List<EncodingMapping> mapping = new ArrayList<>();
        long mappedSsrc = Ssrcs.next(random);
        for (RtpEncodingParameters encoding : encodings) {
            mapping.add(new EncodingMapping(encoding.ssrc(), encoding.rid(), mappedSsrc + mapping.size()));
        }
        return mapping;
    }

    static RtpParameters consumable(
            MediaKind kind, RtpParameters params, RtpCapabilities caps, RtpCodecsEncodingsMapping mapping) {
        List<RtpCodecParameters> codecs = new ArrayList<>();
        for (RtpCodecParameters codec : params.codecs()) {
            if (!CodecMatching.isRtx(codec)) {
                RtpCodecCapability capability = mappedCapability(codec, caps, mapping);
                codecs.add(toParameters(capability, codec.parameters()));
                rtxCapability(capability, caps).ifPresent(rtx -> codecs.add(toParameters(rtx, rtx.parameters())));
            }
        }
        RtcpParameters rtcp = params.rtcp();
        return new RtpParameters(
                null,
                codecs,
                consumableExtensions(kind, params, caps),
                consumableEncodings(params.encodings(), mapping.encodings()),
                new RtcpParameters(rtcp == null ? null : rtcp.cname(), true),
                params.msid());
    }

    private static RtpCodecCapability mappedCapability(
            RtpCodecParameters codec, RtpCapabilities caps, RtpCodecsEncodingsMapping mapping) {
        return mapping.codecs().stream()
                .filter(entry -> entry.payloadType() == codec.payloadType())
                .findFirst()
                .flatMap(entry -> caps.codecs().stream()
                        .filter(capability -> payloadType(capability) == entry.mappedPayloadType())
                        .findFirst())
                .orElseThrow(() -> InvalidArgumentException.of(
                        "rtpMapping.codecs", mapping.codecs(), "must map payload type " + codec.payloadType()));
    }

    private static RtpCodecParameters toParameters(
            RtpCodecCapability capability, Map<String, @Nullable Object> parameters) {
        return new RtpCodecParameters(
                capability.mimeType(),
                payloadType(capability),
                capability.clockRate(),
                capability.channels(),
                parameters,
                capability.rtcpFeedback());
    }

    private static int payloadType(RtpCodecCapability capability) {
        return RtpFields.given("rtpCapabilities.codecs.preferredPayloadType", capability.preferredPayloadType());
    }

    private static List<RtpHeaderExtensionParameters> consumableExtensions(
            MediaKind kind, RtpParameters params, RtpCapabilities caps) {
        return caps.headerExtensions().stream()
                .filter(extension -> extension.kind() == kind && canBeSent(extension) && isProduced(extension, params))
                .map(extension -> new RtpHeaderExtensionParameters(
                        extension.uri(), extension.preferredId(), extension.preferredEncrypt(), Map.of()))
                .toList();
    }

    private static boolean canBeSent(RtpHeaderExtension extension) {
        return extension.direction() == RtpHeaderExtensionDirection.SENDRECV
                || extension.direction() == RtpHeaderExtensionDirection.SENDONLY;
    }

    /** The worker only forwards capture times: if they were announced without being sent, it would wait for them. */
    private static boolean isProduced(RtpHeaderExtension extension, RtpParameters params) {
        return !extension.uri().equals(RtpHeaderExtensionUri.ABS_CAPTURE_TIME)
                || params.headerExtensions().stream()
                        .anyMatch(produced -> produced.uri().equals(extension.uri()));
    }

    private static List<RtpEncodingParameters> consumableEncodings(
            List<RtpEncodingParameters> encodings, List<EncodingMapping> mapping) {
        if (mapping.size() < encodings.size()) {
            throw InvalidArgumentException.of("rtpMapping.encodings", mapping, "must map every encoding");
        }
        List<RtpEncodingParameters> consumable = new ArrayList<>();
        for (RtpEncodingParameters encoding : encodings) {
            long ssrc = mapping.get(consumable.size()).mappedSsrc();
            consumable.add(new RtpEncodingParameters(
                    ssrc, null, null, null, encoding.dtx(), encoding.scalabilityMode(), encoding.maxBitrate()));
        }
        return consumable;
    }
}

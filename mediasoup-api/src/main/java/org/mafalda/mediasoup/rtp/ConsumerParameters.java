package org.mafalda.mediasoup.rtp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.UnsupportedException;

/** Brings what a router has of a producer to what a consumer sends. */
final class ConsumerParameters {
    private static final Set<String> TRANSPORT_EXTENSIONS = Set.of(
            RtpHeaderExtensionUri.MID, RtpHeaderExtensionUri.ABS_SEND_TIME, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC);

    private static final List<RtpHeaderExtensionParameters> DEPENDENCY_DESCRIPTOR =
            SupportedRtpCapabilities.ALL.headerExtensions().stream()
                    .filter(extension -> extension.uri().equals(RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR)
                            && extension.direction() != RtpHeaderExtensionDirection.SENDRECV)
                    .limit(1)
                    .map(extension -> new RtpHeaderExtensionParameters(
                            extension.uri(), extension.preferredId(), extension.preferredEncrypt(), Map.of()))
                    .toList();

    private ConsumerParameters() {}

    static boolean canConsume(RtpParameters consumable, RtpCapabilities remote) {
        RtpCapabilities caps = RtpValidation.capabilities("rtpCapabilities", remote);
        return consumable.codecs().stream()
                .filter(codec -> matching(codec, caps.codecs()) != null)
                .findFirst()
                .filter(codec -> !CodecMatching.isRtx(codec))
                .isPresent();
    }

    static RtpParameters consumer(
            RtpParameters consumable, RtpCapabilities remote, boolean pipe, boolean enableRtx, RandomGenerator random) {
        List<RtpCodecParameters> codecs = commonCodecs(consumable, remote, enableRtx);
        if (codecs.isEmpty() || CodecMatching.isRtx(codecs.get(0))) {
            throw new UnsupportedException(
                    "no compatible media codecs",
                    Map.of(
                            "producerCodecs", mimeTypes(consumable.codecs()),
                            "consumerCodecs", mimeTypes(remote.codecs())));
        }
        List<RtpHeaderExtensionParameters> extensions = consumable.headerExtensions().stream()
                .filter(extension -> remote.headerExtensions().stream()
                        .anyMatch(capability -> capability.preferredId() == extension.id()
                                && capability.uri().equals(extension.uri())))
                .toList();
        boolean rtx = codecs.stream().anyMatch(CodecMatching::isRtx);
        return new RtpParameters(
                null,
                withFeedback(codecs, bandwidthFeedback(extensions)),
                extensions,
                pipe
                        ? allEncodings(consumable.encodings(), rtx, random)
                        : List.of(singleEncoding(consumable.encodings(), rtx, random)),
                consumable.rtcp(),
                consumable.msid());
    }

    private static @Nullable RtpCodecCapability matching(RtpCodecParameters codec, List<RtpCodecCapability> codecs) {
        return codecs.stream()
                .filter(capability -> CodecMatching.matchesStrictly(capability, codec))
                .findFirst()
                .orElse(null);
    }

    /** The codecs that both sides have, with the feedback that the remote side gives; RTX only with its media codec. */
    private static List<RtpCodecParameters> commonCodecs(
            RtpParameters consumable, RtpCapabilities remote, boolean enableRtx) {
        List<RtpCodecCapability> capabilities = RtpValidation.codecCapabilities("rtpCapabilities", remote.codecs());
        List<RtpCodecParameters> codecs = new ArrayList<>();
        for (RtpCodecParameters codec : consumable.codecs()) {
            if (enableRtx || !CodecMatching.isRtx(codec)) {
                RtpCodecCapability capability = matching(codec, capabilities);
                if (capability != null) {
                    List<RtcpFeedback> feedback = capability.rtcpFeedback().stream()
                            .filter(message -> enableRtx || !isGenericNack(message))
                            .toList();
                    codecs.add(codec.toBuilder().rtcpFeedback(feedback).build());
                }
            }
        }
        for (int i = codecs.size() - 1; i >= 0; i--) {
            RtpCodecParameters codec = codecs.get(i);
            if (CodecMatching.isRtx(codec)
                    && codecs.stream().noneMatch(media -> CodecMatching.repairs(codec, media.payloadType()))) {
                codecs.remove(i);
            }
        }
        return codecs;
    }

    private static List<String> mimeTypes(List<? extends RtpCodec> codecs) {
        return codecs.stream().map(RtpCodec::mimeType).toList();
    }

    private static boolean isGenericNack(RtcpFeedback feedback) {
        return feedback.type().equals("nack")
                && (feedback.parameter() == null || feedback.parameter().isEmpty());
    }

    /** Only one bandwidth estimation: transport-cc if its header extension is in use, else REMB, else none. */
    private static Predicate<RtcpFeedback> bandwidthFeedback(List<RtpHeaderExtensionParameters> extensions) {
        if (has(extensions, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC)) {
            return feedback -> !feedback.type().equals("goog-remb");
        }
        if (has(extensions, RtpHeaderExtensionUri.ABS_SEND_TIME)) {
            return feedback -> !feedback.type().equals("transport-cc");
        }
        return feedback ->
                !feedback.type().equals("goog-remb") && !feedback.type().equals("transport-cc");
    }

    private static boolean has(List<RtpHeaderExtensionParameters> extensions, String uri) {
        return extensions.stream().anyMatch(extension -> extension.uri().equals(uri));
    }

    private static List<RtpCodecParameters> withFeedback(
            List<RtpCodecParameters> codecs, Predicate<RtcpFeedback> keep) {
        return codecs.stream()
                .map(codec -> codec.toBuilder()
                        .rtcpFeedback(codec.rtcpFeedback().stream().filter(keep).toList())
                        .build())
                .toList();
    }

    private static RtpEncodingParameters singleEncoding(
            List<RtpEncodingParameters> encodings, boolean rtx, RandomGenerator random) {
        long ssrc = Ssrcs.next(random);
        long maxBitrate = encodings.stream()
                .map(RtpEncodingParameters::maxBitrate)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return new RtpEncodingParameters(
                ssrc,
                null,
                null,
                rtx ? new RtpEncodingParameters.Rtx(ssrc + 1) : null,
                null,
                consumerScalabilityMode(encodings),
                maxBitrate == 0 ? null : maxBitrate);
    }

    /** Simulcast streams become spatial layers of the one stream that the consumer sends. */
    private static @Nullable String consumerScalabilityMode(List<RtpEncodingParameters> encodings) {
        String mode = encodings.stream()
                .map(RtpEncodingParameters::scalabilityMode)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse(null);
        if (encodings.size() > 1) {
            return "L" + encodings.size() + "T" + ScalabilityMode.parse(mode).temporalLayers();
        }
        return mode;
    }

    private static List<RtpEncodingParameters> allEncodings(
            List<RtpEncodingParameters> encodings, boolean rtx, RandomGenerator random) {
        long ssrc = Ssrcs.next(random);
        long rtxSsrc = Ssrcs.next(random);
        List<RtpEncodingParameters> all = new ArrayList<>();
        for (RtpEncodingParameters encoding : encodings) {
            int i = all.size();
            all.add(new RtpEncodingParameters(
                    ssrc + i,
                    encoding.rid(),
                    encoding.codecPayloadType(),
                    rtx ? new RtpEncodingParameters.Rtx(rtxSsrc + i) : null,
                    encoding.dtx(),
                    encoding.scalabilityMode(),
                    encoding.maxBitrate()));
        }
        return all;
    }

    static RtpParameters pipeConsumer(RtpParameters consumable, boolean enableRtx, RandomGenerator random) {
        List<RtpCodecParameters> codecs = consumable.codecs().stream()
                .filter(codec -> enableRtx || !CodecMatching.isRtx(codec))
                .toList();
        return new RtpParameters(
                null,
                withFeedback(codecs, feedback -> isKeyFrameRequest(feedback) || (enableRtx && isGenericNack(feedback))),
                pipeExtensions(consumable.headerExtensions()),
                allEncodings(consumable.encodings(), enableRtx, random),
                consumable.rtcp(),
                consumable.msid());
    }

    private static boolean isKeyFrameRequest(RtcpFeedback feedback) {
        return feedback.equals(RtcpFeedback.of("nack", "pli")) || feedback.equals(RtcpFeedback.of("ccm", "fir"));
    }

    /**
     * Without the extensions that belong to one transport, and with the dependency descriptor: routers only receive it,
     * so consumable parameters lack it, but the router at the other end of the pipe receives it too.
     */
    private static List<RtpHeaderExtensionParameters> pipeExtensions(List<RtpHeaderExtensionParameters> extensions) {
        return Stream.concat(
                        extensions.stream().filter(extension -> !TRANSPORT_EXTENSIONS.contains(extension.uri())),
                        DEPENDENCY_DESCRIPTOR.stream())
                .sorted(Comparator.comparingInt(RtpHeaderExtensionParameters::id))
                .toList();
    }
}

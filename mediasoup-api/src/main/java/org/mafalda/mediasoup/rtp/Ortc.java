package org.mafalda.mediasoup.rtp;

import java.util.List;
import java.util.random.RandomGenerator;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * Object RTC: the rules by which the RTP parameters of producers and consumers follow from the capabilities of routers
 * and endpoints, as in mediasoup.
 *
 * <p>The functions have no state and change no argument; what they choose by chance (SSRCs) comes from the generator
 * that they are given. They may be called from any thread, provided that the generator may.
 *
 * <p>They fail with {@link org.mafalda.mediasoup.InvalidArgumentException} if a value breaks a rule, and with
 * {@link org.mafalda.mediasoup.UnsupportedException} if a codec is not supported.
 */
public final class Ortc {
    private Ortc() {}

    /**
     * Checks the capabilities of an endpoint or router, and sets what is unset to its default; the kind of each codec
     * becomes that of its MIME type.
     *
     * @throws org.mafalda.mediasoup.InvalidArgumentException if a MIME type is neither audio nor video, a codec
     *     parameter is neither string nor number, {@code apt} is no number, or a feedback type or URI is empty
     */
    public static RtpCapabilities validateAndNormalizeRtpCapabilities(RtpCapabilities caps) {
        return RtpValidation.capabilities("rtpCapabilities", caps);
    }

    /**
     * Checks RTP parameters, and sets what is unset to its default.
     *
     * @throws org.mafalda.mediasoup.InvalidArgumentException if a MIME type is neither audio nor video, a codec or
     *     header extension parameter is neither string nor number, {@code apt} is no number, or a feedback type or URI
     *     is empty
     */
    public static RtpParameters validateAndNormalizeRtpParameters(RtpParameters params) {
        return RtpValidation.parameters("rtpParameters", params);
    }

    /**
     * Sets {@code ordered} if it is unset: false with {@code maxPacketLifeTime} or {@code maxRetransmits}, true
     * otherwise. Zero in those two means the same as unset. What SCTP stream parameters must not be, they check
     * themselves.
     */
    public static SctpStreamParameters validateAndNormalizeSctpStreamParameters(SctpStreamParameters params) {
        return RtpValidation.sctpStreamParameters(params);
    }

    /**
     * The capabilities of a router with these media codecs. Codecs without {@code preferredPayloadType} get one, video
     * codecs get an RTX codec; RTCP feedback and header extensions are those of {@link SupportedRtpCapabilities}.
     *
     * @throws org.mafalda.mediasoup.UnsupportedException if mediasoup does not support a codec
     * @throws org.mafalda.mediasoup.InvalidArgumentException if a codec is invalid, two have the same payload type, or
     *     there are more than the 32 dynamic payload types allow
     */
    public static RtpCapabilities generateRouterRtpCapabilities(List<RtpCodecCapability> mediaCodecs) {
        return RouterCapabilities.generate(mediaCodecs);
    }

    /**
     * Maps the payload types and encodings of a producer to those of its router. Also settles the H264
     * {@code profile-level-id} between both: go on with the parameters of the result, not with those given.
     *
     * @param params the producer's parameters, normalised
     * @param caps the router's capabilities
     * @param random chooses the mapped SSRCs
     * @throws org.mafalda.mediasoup.UnsupportedException if the router does not support a codec, or RTX for it
     * @throws org.mafalda.mediasoup.InvalidArgumentException if an RTX codec names no media codec
     */
    public static ProducerRtpParametersMapping getProducerRtpParametersMapping(
            RtpParameters params, RtpCapabilities caps, RandomGenerator random) {
        return ProducerParameters.map(params, caps, random);
    }

    /**
     * The parameters from which the consumers of a producer derive theirs: those of the producer in terms of its
     * router.
     *
     * @param kind the kind of the producer
     * @param params the producer's parameters as {@link #getProducerRtpParametersMapping} returned them
     * @param caps the router's capabilities
     * @param rtpMapping what {@link #getProducerRtpParametersMapping} returned beside
     * @throws org.mafalda.mediasoup.InvalidArgumentException if the mapping is not that of these parameters and
     *     capabilities
     */
    public static RtpParameters getConsumableRtpParameters(
            MediaKind kind, RtpParameters params, RtpCapabilities caps, RtpCodecsEncodingsMapping rtpMapping) {
        return ProducerParameters.consumable(kind, params, caps, rtpMapping);
    }

    /**
     * Whether an endpoint with these capabilities can consume a producer with these consumable parameters: they have a
     * media codec in common.
     *
     * @throws org.mafalda.mediasoup.InvalidArgumentException if the capabilities are invalid
     */
    public static boolean canConsume(RtpParameters consumableParams, RtpCapabilities caps) {
        return ConsumerParameters.canConsume(consumableParams, caps);
    }

    /**
     * The parameters of a consumer, without a MID: the codecs, RTCP feedback and header extensions in common, and one
     * encoding with SSRCs of its own.
     *
     * @param consumableRtpParameters the producer's consumable parameters
     * @param remoteRtpCapabilities the capabilities of the endpoint that consumes
     * @param pipe whether to keep all encodings of the producer
     * @param enableRtx whether to use RTX and NACK if the endpoint supports them
     * @param random chooses the SSRCs
     * @throws org.mafalda.mediasoup.UnsupportedException if there is no media codec in common
     * @throws org.mafalda.mediasoup.InvalidArgumentException if a codec of the capabilities is invalid
     */
    public static RtpParameters getConsumerRtpParameters(
            RtpParameters consumableRtpParameters,
            RtpCapabilities remoteRtpCapabilities,
            boolean pipe,
            boolean enableRtx,
            RandomGenerator random) {
        return ConsumerParameters.consumer(consumableRtpParameters, remoteRtpCapabilities, pipe, enableRtx, random);
    }

    /**
     * The parameters of a consumer on a pipe transport: all encodings of the producer with SSRCs of their own, without
     * bandwidth estimation.
     *
     * @param consumableRtpParameters the producer's consumable parameters
     * @param enableRtx whether to use RTX and NACK
     * @param random chooses the SSRCs
     */
    public static RtpParameters getPipeConsumerRtpParameters(
            RtpParameters consumableRtpParameters, boolean enableRtx, RandomGenerator random) {
        return ConsumerParameters.pipeConsumer(consumableRtpParameters, enableRtx, random);
    }
}

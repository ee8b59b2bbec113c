package org.mafalda.mediasoup.rtp;

/**
 * What a router makes of the RTP parameters of a producer. Immutable.
 *
 * @param rtpParameters the parameters of the producer, with the H264 {@code profile-level-id} that was agreed upon
 * @param rtpMapping how they map to payload types and SSRCs of the router
 */
public record ProducerRtpParametersMapping(RtpParameters rtpParameters, RtpCodecsEncodingsMapping rtpMapping) {
    public ProducerRtpParametersMapping {
        RtpFields.given("rtpParameters", rtpParameters);
        RtpFields.given("rtpMapping", rtpMapping);
    }
}

package org.mafalda.mediasoup.rtp;

import java.util.List;

/**
 * What a router or an endpoint can receive at media level. Immutable.
 *
 * @param codecs supported media and RTX codecs; never null
 * @param headerExtensions supported RTP header extensions; never null
 */
public record RtpCapabilities(List<RtpCodecCapability> codecs, List<RtpHeaderExtension> headerExtensions) {
    public RtpCapabilities {
        codecs = RtpFields.list("codecs", codecs);
        headerExtensions = RtpFields.list("headerExtensions", headerExtensions);
    }
}

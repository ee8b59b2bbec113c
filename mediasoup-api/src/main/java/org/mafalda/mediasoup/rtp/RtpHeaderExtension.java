package org.mafalda.mediasoup.rtp;

import org.jspecify.annotations.Nullable;

/**
 * An RTP header extension within {@link RtpCapabilities}.
 *
 * @param kind the kind of media for which the extension is supported
 * @param uri the extension, see {@link RtpHeaderExtensionUri}
 * @param preferredId the preferred identifier in the RTP packet, 0 to 255
 * @param preferredEncrypt whether encryption as of RFC 6904 is preferred; default false; not supported by mediasoup
 * @param direction which way mediasoup supports the extension; default sendrecv; ignored in the capabilities of an
 *     endpoint
 */
public record RtpHeaderExtension(
        MediaKind kind,
        String uri,
        int preferredId,
        @Nullable Boolean preferredEncrypt,
        @Nullable RtpHeaderExtensionDirection direction) {
    public RtpHeaderExtension {
        RtpFields.given("kind", kind);
        RtpFields.given("uri", uri);
        RtpFields.range("preferredId", preferredId, 0, RtpFields.MAX_BYTE);
    }
}

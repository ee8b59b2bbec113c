package org.mafalda.mediasoup.rtp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AppData;

/**
 * An RTP header extension within {@link RtpParameters}.
 *
 * @param uri the extension, see {@link RtpHeaderExtensionUri}
 * @param id the identifier in the RTP packet, unique within the parameters, 0 to 255 (the worker refuses 0)
 * @param encrypt whether the value is encrypted as of RFC 6904; default false; not supported by mediasoup
 * @param parameters configuration of the extension: strings and numbers; never null
 */
public record RtpHeaderExtensionParameters(
        String uri, int id, @Nullable Boolean encrypt, Map<String, @Nullable Object> parameters) {
    public RtpHeaderExtensionParameters {
        RtpFields.given("uri", uri);
        RtpFields.range("id", id, 0, RtpFields.MAX_BYTE);
        parameters = AppData.normalize("parameters", parameters);
    }

    /** An extension that is not encrypted and has no parameters. */
    public static RtpHeaderExtensionParameters of(String uri, int id) {
        return new RtpHeaderExtensionParameters(uri, id, null, Map.of());
    }
}

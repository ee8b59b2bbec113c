package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;

/** The header extensions of RTP parameters. */
final class RtpHeaderExtensionFbs {
    /** The URIs that the worker knows, in the order of the schema. */
    static final List<String> URIS = List.of(
            RtpHeaderExtensionUri.MID,
            RtpHeaderExtensionUri.RTP_STREAM_ID,
            RtpHeaderExtensionUri.REPAIRED_RTP_STREAM_ID,
            RtpHeaderExtensionUri.ABS_SEND_TIME,
            RtpHeaderExtensionUri.TRANSPORT_WIDE_CC,
            RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL,
            RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR,
            RtpHeaderExtensionUri.VIDEO_ORIENTATION,
            RtpHeaderExtensionUri.TRANSMISSION_OFFSET,
            RtpHeaderExtensionUri.ABS_CAPTURE_TIME,
            RtpHeaderExtensionUri.PLAYOUT_DELAY,
            RtpHeaderExtensionUri.PACKET_ID);

    private RtpHeaderExtensionFbs() {}

    static int write(FlatBufferBuilder builder, RtpHeaderExtensionParameters extension) {
        int uri = URIS.indexOf(extension.uri());
        if (uri < 0) {
            throw InvalidArgumentException.of(
                    "headerExtensions.uri", extension.uri(), "must be a header extension that mediasoup supports");
        }
        int parameters =
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpHeaderExtensionParameters.createParametersVector(
                        builder, ParameterFbs.write(builder, extension.parameters()));
        return org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpHeaderExtensionParameters
                .createRtpHeaderExtensionParameters(
                        builder, uri, extension.id(), Boolean.TRUE.equals(extension.encrypt()), parameters);
    }

    static RtpHeaderExtensionParameters read(
            org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpHeaderExtensionParameters extension) {
        int uri = extension.uri();
        if (uri >= URIS.size()) {
            throw new IllegalStateException("Worker sent an unknown header extension [number:" + uri + "]");
        }
        return new RtpHeaderExtensionParameters(
                URIS.get(uri),
                extension.id(),
                extension.encrypt(),
                ParameterFbs.read(extension.parametersLength(), extension::parameters));
    }
}

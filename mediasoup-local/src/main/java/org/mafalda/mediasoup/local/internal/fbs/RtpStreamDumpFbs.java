package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.RtpStreamDump;
import org.mafalda.mediasoup.dump.RtpStreamParametersDump;
import org.mafalda.mediasoup.dump.RtxStreamDump;
import org.mafalda.mediasoup.dump.RtxStreamParameters;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Dump;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Params;
import org.mafalda.mediasoup.worker.fbs.rtxstream.RtxDump;

/** The RTP streams in dumps of producers and consumers. */
final class RtpStreamDumpFbs {
    private RtpStreamDumpFbs() {}

    static RtpStreamDump read(Dump stream) {
        return new RtpStreamDump(readParams(stream.params()), stream.score(), readRtx(stream.rtxStream()));
    }

    private static RtpStreamParametersDump readParams(Params params) {
        return new RtpStreamParametersDump(
                (int) params.encodingIdx(),
                params.ssrc(),
                params.payloadType(),
                params.mimeType(),
                (int) params.clockRate(),
                OptionalFbs.text(params.rid()),
                params.cname(),
                params.hasRtxSsrc() ? params.rtxSsrc() : null,
                params.hasRtxPayloadType() ? params.rtxPayloadType() : null,
                params.useNack(),
                params.usePli(),
                params.useFir(),
                params.useInBandFec(),
                params.useDtx(),
                params.spatialLayers(),
                params.temporalLayers());
    }

    private static @Nullable RtxStreamDump readRtx(@Nullable RtxDump stream) {
        if (stream == null) {
            return null;
        }
        org.mafalda.mediasoup.worker.fbs.rtxstream.Params params = stream.params();
        return new RtxStreamDump(new RtxStreamParameters(
                params.ssrc(),
                params.payloadType(),
                params.mimeType(),
                (int) params.clockRate(),
                OptionalFbs.text(params.rrid()),
                params.cname()));
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpHeaderExtensionParameters;

/** RTP parameters. */
final class RtpParametersFbs {
    private RtpParametersFbs() {}

    /**
     * Writes RTP parameters; gives their offset.
     *
     * @throws org.mafalda.mediasoup.InvalidArgumentException if the worker does not know a header extension or cannot
     *     take a codec parameter
     */
    static int write(FlatBufferBuilder builder, RtpParameters parameters) {
        int codecs = org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpParameters.createCodecsVector(
                builder, VectorFbs.offsets(builder, parameters.codecs(), RtpCodecParametersFbs::write));
        int headerExtensions =
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpParameters.createHeaderExtensionsVector(
                        builder,
                        VectorFbs.offsets(builder, parameters.headerExtensions(), RtpHeaderExtensionFbs::write));
        int encodings = org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpParameters.createEncodingsVector(
                builder, VectorFbs.offsets(builder, parameters.encodings(), RtpEncodingParametersFbs::write));
        int rtcp = writeRtcp(builder, parameters.rtcp());
        int mid = OptionalFbs.string(builder, parameters.mid());
        int msid = OptionalFbs.string(builder, parameters.msid());
        return org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpParameters.createRtpParameters(
                builder, mid, codecs, headerExtensions, encodings, rtcp, msid);
    }

    private static int writeRtcp(FlatBufferBuilder builder, @Nullable RtcpParameters rtcp) {
        int cname = rtcp == null ? 0 : OptionalFbs.string(builder, rtcp.cname());
        boolean reducedSize = rtcp == null || !Boolean.FALSE.equals(rtcp.reducedSize());
        return org.mafalda.mediasoup.worker.fbs.rtpparameters.RtcpParameters.createRtcpParameters(
                builder, cname, reducedSize);
    }

    /** Reads RTP parameters. */
    static RtpParameters read(org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpParameters parameters) {
        return new RtpParameters(
                OptionalFbs.text(parameters.mid()),
                VectorFbs.tables(
                        parameters.codecsLength(),
                        new RtpCodecParameters(),
                        parameters::codecs,
                        RtpCodecParametersFbs::read),
                VectorFbs.tables(
                        parameters.headerExtensionsLength(),
                        new RtpHeaderExtensionParameters(),
                        parameters::headerExtensions,
                        RtpHeaderExtensionFbs::read),
                VectorFbs.tables(
                        parameters.encodingsLength(),
                        new RtpEncodingParameters(),
                        parameters::encodings,
                        RtpEncodingParametersFbs::read),
                readRtcp(parameters.rtcp()),
                OptionalFbs.text(parameters.msid()));
    }

    private static @Nullable RtcpParameters readRtcp(
            org.mafalda.mediasoup.worker.fbs.rtpparameters.@Nullable RtcpParameters rtcp) {
        return rtcp == null ? null : new RtcpParameters(OptionalFbs.text(rtcp.cname()), rtcp.reducedSize());
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;

/** The codecs of RTP parameters. */
final class RtpCodecParametersFbs {
    private RtpCodecParametersFbs() {}

    static int write(FlatBufferBuilder builder, RtpCodecParameters codec) {
        int mimeType = builder.createString(codec.mimeType());
        int parameters = org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.createParametersVector(
                builder, ParameterFbs.write(builder, codec.parameters()));
        int rtcpFeedback = org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.createRtcpFeedbackVector(
                builder, VectorFbs.offsets(builder, codec.rtcpFeedback(), RtpCodecParametersFbs::writeFeedback));
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.startRtpCodecParameters(builder);
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.addMimeType(builder, mimeType);
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.addPayloadType(builder, codec.payloadType());
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.addClockRate(builder, codec.clockRate());
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters::addChannels,
                codec.channels());
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.addParameters(builder, parameters);
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.addRtcpFeedback(builder, rtcpFeedback);
        return org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters.endRtpCodecParameters(builder);
    }

    private static int writeFeedback(FlatBufferBuilder builder, RtcpFeedback feedback) {
        int type = builder.createString(feedback.type());
        int parameter = OptionalFbs.string(builder, feedback.parameter());
        return org.mafalda.mediasoup.worker.fbs.rtpparameters.RtcpFeedback.createRtcpFeedback(builder, type, parameter);
    }

    static RtpCodecParameters read(org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpCodecParameters codec) {
        return new RtpCodecParameters(
                codec.mimeType(),
                codec.payloadType(),
                (int) codec.clockRate(),
                codec.hasChannels() ? codec.channels() : null,
                ParameterFbs.read(codec.parametersLength(), codec::parameters),
                VectorFbs.tables(
                        codec.rtcpFeedbackLength(),
                        new org.mafalda.mediasoup.worker.fbs.rtpparameters.RtcpFeedback(),
                        codec::rtcpFeedback,
                        feedback -> new RtcpFeedback(feedback.type(), feedback.parameter())));
    }
}

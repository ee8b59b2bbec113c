package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Rtx;

/** The encodings of RTP parameters. */
final class RtpEncodingParametersFbs {
    private RtpEncodingParametersFbs() {}

    static int write(FlatBufferBuilder builder, RtpEncodingParameters encoding) {
        RtpEncodingParameters.Rtx rtx = encoding.rtx();
        int rid = OptionalFbs.string(builder, encoding.rid());
        int rtxOffset = rtx == null ? 0 : Rtx.createRtx(builder, rtx.ssrc());
        int scalabilityMode = OptionalFbs.string(builder, encoding.scalabilityMode());
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters.startRtpEncodingParameters(builder);
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters::addSsrc,
                encoding.ssrc());
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters.addRid(builder, rid);
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters::addCodecPayloadType,
                encoding.codecPayloadType());
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters.addRtx(builder, rtxOffset);
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters.addDtx(
                builder, Boolean.TRUE.equals(encoding.dtx()));
        org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters.addScalabilityMode(
                builder, scalabilityMode);
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters::addMaxBitrate,
                encoding.maxBitrate());
        return org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters.endRtpEncodingParameters(builder);
    }

    static RtpEncodingParameters read(org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters encoding) {
        Rtx rtx = encoding.rtx();
        return new RtpEncodingParameters(
                encoding.hasSsrc() ? encoding.ssrc() : null,
                OptionalFbs.text(encoding.rid()),
                encoding.hasCodecPayloadType() ? encoding.codecPayloadType() : null,
                rtx == null ? null : new RtpEncodingParameters.Rtx(rtx.ssrc()),
                encoding.dtx(),
                OptionalFbs.text(encoding.scalabilityMode()),
                encoding.hasMaxBitrate() ? encoding.maxBitrate() : null);
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.CodecMapping;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.EncodingMapping;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpMapping;

/** The mapping of a producer's payload types and SSRCs to those inside the router. */
final class RtpMappingFbs {
    private RtpMappingFbs() {}

    static int write(FlatBufferBuilder builder, RtpCodecsEncodingsMapping mapping) {
        int codecs = RtpMapping.createCodecsVector(
                builder, VectorFbs.offsets(builder, mapping.codecs(), RtpMappingFbs::writeCodec));
        int encodings = RtpMapping.createEncodingsVector(
                builder, VectorFbs.offsets(builder, mapping.encodings(), RtpMappingFbs::writeEncoding));
        return RtpMapping.createRtpMapping(builder, codecs, encodings);
    }

    private static int writeCodec(FlatBufferBuilder builder, RtpCodecsEncodingsMapping.CodecMapping codec) {
        return CodecMapping.createCodecMapping(builder, codec.payloadType(), codec.mappedPayloadType());
    }

    private static int writeEncoding(FlatBufferBuilder builder, RtpCodecsEncodingsMapping.EncodingMapping encoding) {
        int rid = OptionalFbs.string(builder, encoding.rid());
        EncodingMapping.startEncodingMapping(builder);
        EncodingMapping.addRid(builder, rid);
        OptionalFbs.add(builder, EncodingMapping::addSsrc, encoding.ssrc());
        EncodingMapping.addMappedSsrc(builder, encoding.mappedSsrc());
        return EncodingMapping.endEncodingMapping(builder);
    }

    static RtpCodecsEncodingsMapping read(RtpMapping mapping) {
        return new RtpCodecsEncodingsMapping(
                VectorFbs.tables(
                        mapping.codecsLength(),
                        new CodecMapping(),
                        mapping::codecs,
                        codec -> new RtpCodecsEncodingsMapping.CodecMapping(
                                codec.payloadType(), codec.mappedPayloadType())),
                VectorFbs.tables(
                        mapping.encodingsLength(),
                        new EncodingMapping(),
                        mapping::encodings,
                        encoding -> new RtpCodecsEncodingsMapping.EncodingMapping(
                                encoding.hasSsrc() ? encoding.ssrc() : null,
                                OptionalFbs.text(encoding.rid()),
                                encoding.mappedSsrc())));
    }
}

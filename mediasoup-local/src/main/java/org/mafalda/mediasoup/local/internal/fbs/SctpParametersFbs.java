package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** SCTP associations and streams. */
final class SctpParametersFbs {
    static final EnumFbs<SctpState> STATE =
            EnumFbs.of(SctpState.NEW, SctpState.CONNECTING, SctpState.CONNECTED, SctpState.FAILED, SctpState.CLOSED);

    private SctpParametersFbs() {}

    static @Nullable SctpParameters read(
            org.mafalda.mediasoup.worker.fbs.sctpparameters.@Nullable SctpParameters parameters) {
        return parameters == null
                ? null
                : new SctpParameters(
                        parameters.port(),
                        parameters.maxSendMessageSize(),
                        parameters.maxReceiveMessageSize(),
                        parameters.sendBufferSize(),
                        parameters.perStreamSendQueueLimit(),
                        parameters.maxReceiverWindowBufferSize(),
                        parameters.isDataChannel());
    }

    static @Nullable SctpNegotiatedCapabilities readNegotiated(
            org.mafalda.mediasoup.worker.fbs.sctpassociation.@Nullable SctpNegotiatedCapabilities capabilities) {
        return capabilities == null
                ? null
                : new SctpNegotiatedCapabilities(
                        capabilities.negotiatedMaxOutboundStreams(), capabilities.negotiatedMaxInboundStreams());
    }

    /** Writes the parameters of a stream; 0 for none. */
    static int writeStream(FlatBufferBuilder builder, @Nullable SctpStreamParameters stream) {
        if (stream == null) {
            return 0;
        }
        org.mafalda.mediasoup.worker.fbs.sctpparameters.SctpStreamParameters.startSctpStreamParameters(builder);
        org.mafalda.mediasoup.worker.fbs.sctpparameters.SctpStreamParameters.addStreamId(builder, stream.streamId());
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.sctpparameters.SctpStreamParameters::addOrdered,
                stream.ordered());
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.sctpparameters.SctpStreamParameters::addMaxPacketLifeTime,
                stream.maxPacketLifeTime());
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.sctpparameters.SctpStreamParameters::addMaxRetransmits,
                stream.maxRetransmits());
        return org.mafalda.mediasoup.worker.fbs.sctpparameters.SctpStreamParameters.endSctpStreamParameters(builder);
    }

    static @Nullable SctpStreamParameters readStream(
            org.mafalda.mediasoup.worker.fbs.sctpparameters.@Nullable SctpStreamParameters stream) {
        return stream == null
                ? null
                : new SctpStreamParameters(
                        stream.streamId(),
                        stream.hasOrdered() ? stream.ordered() : null,
                        stream.hasMaxPacketLifeTime() ? stream.maxPacketLifeTime() : null,
                        stream.hasMaxRetransmits() ? stream.maxRetransmits() : null);
    }
}

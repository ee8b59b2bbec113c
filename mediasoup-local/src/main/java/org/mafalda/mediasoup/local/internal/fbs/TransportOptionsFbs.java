package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.worker.fbs.transport.Options;

/** The options that transports of all kinds have. */
final class TransportOptionsFbs {
    private TransportOptionsFbs() {}

    /** Writes the options of a transport that listens; {@code isDataChannel} is for WebRTC. */
    static int write(
            FlatBufferBuilder builder,
            @Nullable Long initialAvailableOutgoingBitrate,
            boolean enableSctp,
            SctpOptions sctp,
            boolean isDataChannel) {
        Options.startOptions(builder);
        OptionalFbs.add(builder, Options::addInitialAvailableOutgoingBitrate, initialAvailableOutgoingBitrate);
        Options.addEnableSctp(builder, enableSctp);
        Options.addMaxSendMessageSize(builder, sctp.maxSendMessageSize());
        Options.addMaxReceiveMessageSize(builder, sctp.maxReceiveMessageSize());
        Options.addSctpSendBufferSize(builder, sctp.sendBufferSize());
        Options.addSctpPerStreamSendQueueLimit(builder, sctp.perStreamSendQueueLimit());
        Options.addSctpMaxReceiverWindowBufferSize(builder, sctp.maxReceiverWindowBufferSize());
        Options.addSctpDefaultStreamBufferedAmountLowThreshold(builder, sctp.defaultStreamBufferedAmountLowThreshold());
        Options.addIsDataChannel(builder, isDataChannel);
        return Options.endOptions(builder);
    }

    /** Writes the options of a direct transport. */
    static int writeDirect(FlatBufferBuilder builder, long maxSendMessageSize, long maxReceiveMessageSize) {
        Options.startOptions(builder);
        Options.addDirect(builder, true);
        Options.addMaxSendMessageSize(builder, maxSendMessageSize);
        Options.addMaxReceiveMessageSize(builder, maxReceiveMessageSize);
        return Options.endOptions(builder);
    }
}

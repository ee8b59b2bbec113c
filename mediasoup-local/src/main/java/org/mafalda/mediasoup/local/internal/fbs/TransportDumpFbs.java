package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.BaseTransportDump;
import org.mafalda.mediasoup.dump.RecvRtpHeaderExtensions;
import org.mafalda.mediasoup.dump.RtpListenerDump;
import org.mafalda.mediasoup.dump.SctpListenerDump;
import org.mafalda.mediasoup.worker.fbs.transport.Dump;
import org.mafalda.mediasoup.worker.fbs.transport.RtpListener;
import org.mafalda.mediasoup.worker.fbs.transport.SctpListener;

/** What dumps of transports of all kinds have. */
final class TransportDumpFbs {
    private TransportDumpFbs() {}

    static BaseTransportDump read(Dump dump) {
        return new BaseTransportDump(
                dump.id(),
                VectorFbs.values(dump.producerIdsLength(), dump::producerIds),
                VectorFbs.values(dump.consumerIdsLength(), dump::consumerIds),
                MapFbs.byUint32(dump.mapSsrcConsumerIdLength(), dump::mapSsrcConsumerId),
                MapFbs.byUint32(dump.mapRtxSsrcConsumerIdLength(), dump::mapRtxSsrcConsumerId),
                readExtensions(dump.recvRtpHeaderExtensions()),
                readRtpListener(dump.rtpListener()),
                dump.maxSendMessageSize(),
                dump.maxReceiveMessageSize(),
                VectorFbs.values(dump.dataProducerIdsLength(), dump::dataProducerIds),
                VectorFbs.values(dump.dataConsumerIdsLength(), dump::dataConsumerIds),
                SctpParametersFbs.read(dump.sctpParameters()),
                dump.hasSctpState() ? SctpParametersFbs.STATE.read(dump.sctpState()) : null,
                SctpParametersFbs.readNegotiated(dump.sctpNegotiatedCapabilities()),
                readSctpListener(dump.sctpListener()),
                VectorFbs.values(
                        dump.traceEventTypesLength(), i -> TransportTraceFbs.TYPE.read(dump.traceEventTypes(i))));
    }

    private static RecvRtpHeaderExtensions readExtensions(
            org.mafalda.mediasoup.worker.fbs.transport.RecvRtpHeaderExtensions extensions) {
        return new RecvRtpHeaderExtensions(
                extensions.hasMid() ? extensions.mid() : null,
                extensions.hasRid() ? extensions.rid() : null,
                extensions.hasRrid() ? extensions.rrid() : null,
                extensions.hasAbsSendTime() ? extensions.absSendTime() : null,
                extensions.hasTransportWideCc01() ? extensions.transportWideCc01() : null);
    }

    private static RtpListenerDump readRtpListener(RtpListener listener) {
        return new RtpListenerDump(
                MapFbs.byUint32(listener.ssrcTableLength(), listener::ssrcTable),
                MapFbs.strings(listener.midTableLength(), listener::midTable),
                MapFbs.strings(listener.ridTableLength(), listener::ridTable));
    }

    private static @Nullable SctpListenerDump readSctpListener(@Nullable SctpListener listener) {
        return listener == null
                ? null
                : new SctpListenerDump(MapFbs.byUint16(listener.streamIdTableLength(), listener::streamIdTable));
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.worker.fbs.transport.ListenInfo;
import org.mafalda.mediasoup.worker.fbs.transport.PortRange;
import org.mafalda.mediasoup.worker.fbs.transport.Protocol;
import org.mafalda.mediasoup.worker.fbs.transport.SocketFlags;

/** Where transports and WebRtcServers listen. */
final class ListenInfoFbs {
    static final EnumFbs<TransportProtocol> PROTOCOL =
            EnumFbs.of(TransportProtocol.UDP, TransportProtocol.TCP).from(Protocol.UDP);

    private ListenInfoFbs() {}

    static int write(FlatBufferBuilder builder, TransportListenInfo info) {
        int ip = builder.createString(info.ip());
        int announcedAddress = OptionalFbs.string(builder, info.announcedAddress());
        TransportPortRange range = info.portRange();
        int portRange = range == null
                ? PortRange.createPortRange(builder, 0, 0)
                : PortRange.createPortRange(builder, range.min(), range.max());
        int flags = SocketFlags.createSocketFlags(
                builder, info.flags().ipv6Only(), info.flags().udpReusePort());
        return ListenInfo.createListenInfo(
                builder,
                PROTOCOL.write(info.protocol()),
                ip,
                announcedAddress,
                info.exposeInternalIp(),
                info.port(),
                portRange,
                flags,
                info.sendBufferSize(),
                info.recvBufferSize());
    }
}

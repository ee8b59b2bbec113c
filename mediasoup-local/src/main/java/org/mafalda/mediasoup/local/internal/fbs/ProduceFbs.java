package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.transport.ProduceRequest;
import org.mafalda.mediasoup.worker.fbs.transport.ProduceResponse;

/** The creation of producers. */
public final class ProduceFbs {
    private ProduceFbs() {}

    /**
     * Creates a producer; gives its type.
     *
     * @param keyFrameRequestDelayMs how long a key frame request waits after another one, in ms, 0 to 4294967295
     */
    public static Request<ProducerType> produce(
            String transportId,
            String producerId,
            MediaKind kind,
            RtpParameters rtpParameters,
            RtpCodecsEncodingsMapping rtpMapping,
            boolean paused,
            long keyFrameRequestDelayMs,
            boolean enableMediasoupPacketIdHeaderExtension) {
        return new Request<>(
                "transport.produce",
                Method.TRANSPORT_PRODUCE,
                transportId,
                Body.Transport_ProduceRequest,
                builder -> ProduceRequest.createProduceRequest(
                        builder,
                        builder.createString(producerId),
                        RtpTypeFbs.KIND.write(kind),
                        RtpParametersFbs.write(builder, rtpParameters),
                        RtpMappingFbs.write(builder, rtpMapping),
                        paused,
                        keyFrameRequestDelayMs,
                        enableMediasoupPacketIdHeaderExtension),
                reply -> RtpTypeFbs.PRODUCER_TYPE.read(
                        reply.body(new ProduceResponse()).type()));
    }
}

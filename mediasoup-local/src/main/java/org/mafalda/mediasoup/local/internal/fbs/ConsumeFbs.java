package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.transport.ConsumeRequest;
import org.mafalda.mediasoup.worker.fbs.transport.ConsumeResponse;

/** The creation of consumers. */
public final class ConsumeFbs {
    private ConsumeFbs() {}

    /**
     * Creates a consumer.
     *
     * @param rtpParameters what it is to send
     * @param consumableEncodings the encodings of its producer, with the SSRCs inside the router
     * @param preferredLayers null for the highest
     */
    public static Request<ConsumeReply> consume(
            String transportId,
            String consumerId,
            String producerId,
            MediaKind kind,
            RtpParameters rtpParameters,
            ConsumerType type,
            List<RtpEncodingParameters> consumableEncodings,
            boolean paused,
            @Nullable ConsumerLayers preferredLayers,
            boolean ignoreDtx) {
        return new Request<>(
                "transport.consume",
                Method.TRANSPORT_CONSUME,
                transportId,
                Body.Transport_ConsumeRequest,
                builder -> ConsumeRequest.createConsumeRequest(
                        builder,
                        builder.createString(consumerId),
                        builder.createString(producerId),
                        RtpTypeFbs.KIND.write(kind),
                        RtpParametersFbs.write(builder, rtpParameters),
                        RtpTypeFbs.CONSUMER_TYPE.write(type),
                        ConsumeRequest.createConsumableRtpEncodingsVector(
                                builder,
                                VectorFbs.offsets(builder, consumableEncodings, RtpEncodingParametersFbs::write)),
                        paused,
                        ConsumerLayersFbs.write(builder, preferredLayers),
                        ignoreDtx),
                ConsumeFbs::read);
    }

    private static ConsumeReply read(Reply reply) {
        ConsumeResponse response = reply.body(new ConsumeResponse());
        return new ConsumeReply(
                response.paused(),
                response.producerPaused(),
                ConsumerScoreFbs.read(response.score()),
                ConsumerLayersFbs.read(response.preferredLayers()));
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerLayers;

/** The layers of consumers. */
final class ConsumerLayersFbs {
    private ConsumerLayersFbs() {}

    /** Writes the layers; 0 for none. */
    static int write(FlatBufferBuilder builder, @Nullable ConsumerLayers layers) {
        if (layers == null) {
            return 0;
        }
        org.mafalda.mediasoup.worker.fbs.consumer.ConsumerLayers.startConsumerLayers(builder);
        org.mafalda.mediasoup.worker.fbs.consumer.ConsumerLayers.addSpatialLayer(builder, layers.spatialLayer());
        OptionalFbs.add(
                builder,
                org.mafalda.mediasoup.worker.fbs.consumer.ConsumerLayers::addTemporalLayer,
                layers.temporalLayer());
        return org.mafalda.mediasoup.worker.fbs.consumer.ConsumerLayers.endConsumerLayers(builder);
    }

    static @Nullable ConsumerLayers read(org.mafalda.mediasoup.worker.fbs.consumer.@Nullable ConsumerLayers layers) {
        return layers == null
                ? null
                : new ConsumerLayers(layers.spatialLayer(), layers.hasTemporalLayer() ? layers.temporalLayer() : null);
    }
}

package org.mafalda.mediasoup;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Router#pipeToRouter} made.
 *
 * @param pipeConsumer the consumer on the near side, when a producer was piped
 * @param pipeProducer the producer in the target router, when a producer was piped
 * @param pipeDataConsumer the data consumer on the near side, when a data producer was piped
 * @param pipeDataProducer the data producer in the target router, when a data producer was piped
 */
public record PipeToRouterResult(
        @Nullable Consumer pipeConsumer,
        @Nullable Producer pipeProducer,
        @Nullable DataConsumer pipeDataConsumer,
        @Nullable DataProducer pipeDataProducer) {}

package org.mafalda.mediasoup.layers;

import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.rope.Details;

/**
 * What is piped, be it media or data: an origin, its consumer on the near pipe transport, and the producer that this
 * consumer feeds on the far one.
 */
final class PipeStream {
    private PipeStream() {}

    /** The producer or data producer that is piped; equal if it is the same object. */
    interface Origin {
        boolean closed();

        /** Says that it was closed when it was still needed. */
        NotFoundException closedFailure();

        /** Makes the near end. */
        CompletableFuture<Near> consume(PipeTransport transport);
    }

    /** The consumer or data consumer on the side of the origin. */
    interface Near {
        boolean closed();

        /** Whether nothing flows: it or its origin is paused. */
        boolean paused();

        void close();

        /** Makes the far end, in the paused state of this one. */
        CompletableFuture<Far> produce(PipeTransport transport, boolean keepId);

        /** Has the task run whenever {@link #paused} has changed. */
        void onPausedChange(Runnable task);

        void onClose(Runnable task);
    }

    /** The producer or data producer in the target router. */
    interface Far {
        boolean closed();

        boolean paused();

        CompletableFuture<Void> pause();

        CompletableFuture<Void> resume();

        void close();

        void onClose(Runnable task);

        /** Both ends, for the application. */
        PipeToRouterResult result();
    }

    /** What the options ask to pipe. */
    static Origin origin(Router router, PipeToRouterOptions options) {
        String producerId = options.producerId();
        if (producerId != null) {
            Producer producer = router.producers().get(producerId);
            if (producer == null || producer.closed()) {
                throw new NotFoundException(
                        "Producer not found", Details.of("producerId", producerId, "router", router.id()));
            }
            return new MediaStream(producer);
        }
        String dataProducerId = String.valueOf(options.dataProducerId());
        DataProducer dataProducer = router.dataProducers().get(dataProducerId);
        if (dataProducer == null || dataProducer.closed()) {
            throw new NotFoundException(
                    "DataProducer not found", Details.of("dataProducerId", dataProducerId, "router", router.id()));
        }
        return new DataStream(dataProducer);
    }
}

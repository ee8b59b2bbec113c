package org.mafalda.mafalda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * What to pipe to which {@link MafaldaRouter}. Immutable. Give a producer or a data producer, not both.
 *
 * @param producerId the producer to pipe
 * @param dataProducerId the data producer to pipe
 * @param router the target
 * @param keepId whether the far producer has the id of the near one; the routers must have different virtual workers
 *     then; default true
 */
public record PipeToMafaldaRouterOptions(
        @Nullable String producerId, @Nullable String dataProducerId, MafaldaRouter router, boolean keepId) {
    /** Checks the fields. */
    public PipeToMafaldaRouterOptions {
        Objects.requireNonNull(router, "router");
        if ((producerId == null) == (dataProducerId == null)) {
            throw InvalidArgumentException.of(
                    "producerId", producerId, "must be given unless dataProducerId is, and not both");
        }
    }

    /** Pipes a producer, whose id is kept. */
    public static PipeToMafaldaRouterOptions ofProducer(String producerId, MafaldaRouter router) {
        return new PipeToMafaldaRouterOptions(Objects.requireNonNull(producerId, "producerId"), null, router, true);
    }

    /** Pipes a data producer, whose id is kept. */
    public static PipeToMafaldaRouterOptions ofDataProducer(String dataProducerId, MafaldaRouter router) {
        return new PipeToMafaldaRouterOptions(
                null, Objects.requireNonNull(dataProducerId, "dataProducerId"), router, true);
    }

    /** The same with {@link #keepId} or without. */
    public PipeToMafaldaRouterOptions withKeepId(boolean keep) {
        return new PipeToMafaldaRouterOptions(producerId, dataProducerId, router, keep);
    }
}

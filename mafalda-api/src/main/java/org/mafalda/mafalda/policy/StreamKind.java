package org.mafalda.mafalda.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.MediaKind;

/**
 * Streams that are taken to cost a worker the same.
 *
 * @param use what the worker does with them
 * @param media audio or video; null for data messages
 * @param bitrateClass what their source declares as its highest bitrate, as a power of two in kbit/s, rounded up: 8 for
 *     up to 256 kbit/s; 0 if it declares none
 */
public record StreamKind(Use use, @Nullable MediaKind media, int bitrateClass) {
    /** Refuses null. */
    public StreamKind {
        Objects.requireNonNull(use, "use");
    }

    /** What a worker does with a stream. */
    public enum Use {
        /** Receives it from an endpoint. */
        PRODUCER,
        /** Sends it to an endpoint. */
        CONSUMER,
        /** Sends it to another worker. */
        PIPE_CONSUMER,
        /** Receives it from another worker. */
        PIPE_PRODUCER
    }
}

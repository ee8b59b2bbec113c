package org.mafalda.demo;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Sends both {@link Stream}s as RTP, from one address, in real time. Started when made; thread-safe. */
sealed interface MediaSource extends AutoCloseable permits FfmpegSource, GeneratedSource {
    /** Completes when all is sent; fails with an {@link IllegalStateException} that says why it ended before. */
    CompletableFuture<Void> finished();

    /** Packets that were sent; empty if it does not know. */
    OptionalLong sent(Stream stream);

    /** Stops sending; no thread and no process is left. */
    @Override
    void close();
}

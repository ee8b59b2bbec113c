package org.mafalda.mediasoup.horizontal;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/** An instance being emptied; see {@link Horizontal#drain}. Thread-safe. Lives until it is done or cancelled. */
@Remote
public interface Drain {
    /** The box that is drained. */
    String boxId();

    /** How far it is. */
    DrainProgress progress();

    /** Whether it is done or cancelled. */
    boolean closed();

    /** Gives it up: workers are placed on the box again. Fails if it is over. */
    CompletableFuture<Void> cancel();

    /** After {@link #progress()} changed. */
    Subscription onProgress(Listener<DrainProgressEvent> listener);

    /** After it was done or cancelled; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<DrainProgressEvent> listener);
}

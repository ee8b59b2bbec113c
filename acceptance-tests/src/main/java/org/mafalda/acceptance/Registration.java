package org.mafalda.acceptance;

import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;

/**
 * A way to listen to one event of one object: {@code producer::onPause}.
 *
 * @param <E> the event
 */
@FunctionalInterface
public interface Registration<E> {
    /** Registers a listener. */
    Subscription listen(Listener<E> listener);
}

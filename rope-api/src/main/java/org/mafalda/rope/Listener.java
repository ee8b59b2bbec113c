package org.mafalda.rope;

/**
 * Receives the events of one kind from one object.
 *
 * <p>Called on the object's lane: one event at a time, in order, never on an I/O thread. A listener that throws is
 * logged and harms nobody. A listener must not block: waiting in it for a future of the same library fails at once with
 * an {@link IllegalStateException}.
 *
 * @param <E> the event, an immutable record
 */
@FunctionalInterface
public interface Listener<E> {
    /** Takes one event. The state that the event speaks of is visible already. */
    void on(E event);
}

package org.mafalda.rope;

/**
 * An object that reports each change of its state, so that nobody needs to sample it.
 *
 * <p>Every implementation of a {@link Remote} interface is {@code Stateful}, and so is every proxy; it is what keeps
 * layers over layers in step. It is not part of any contract and does not travel itself.
 */
public interface Stateful {
    /**
     * Calls the listener on the object's lane for each change of a property or collection and for each event that is
     * not {@link OnDemand}. A change and the event that belongs to it come as one {@link Change}, before the event's
     * own listeners are called.
     */
    Subscription onChange(Listener<Change> listener);
}

package org.mafalda.rope.protocol;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Gone;

/**
 * An event of an object type. Immutable.
 *
 * @param name name of the method that registers listeners
 * @param method that method
 * @param value type of the event
 * @param eventClass what may become of it on its way
 * @param onDemand whether only sessions that listen receive it
 * @param sticky whether a listener that comes later is called at once
 * @param announces the collection that the event's object has entered; null if the event tells something else
 * @param endings what makes the event of an object that has ended for its holder alone, by the cause
 */
public record EventModel(
        String name,
        Method method,
        WireType value,
        EventClass eventClass,
        boolean onDemand,
        boolean sticky,
        @Nullable String announces,
        Map<Gone.Cause, Supplier<Object>> endings) {
    /** Copies the map. */
    public EventModel {
        endings = Map.copyOf(endings);
    }

    /** Makes the event of an object that vanished with its connection; null if there is none. */
    public @Nullable Supplier<Object> gone() {
        return endings.get(Gone.Cause.CONNECTION);
    }

    /** Makes the event of an object that has ended for that cause; null if there is none. */
    public @Nullable Supplier<Object> gone(Gone.Cause cause) {
        Supplier<Object> ending = endings.get(cause);
        return ending == null ? gone() : ending;
    }
}

package org.mafalda.rope.client.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.protocol.EventModel;

/**
 * An event which tells that an object has entered a collection, and how to make it.
 *
 * @param event name of the event
 * @param maker the constructor of its record, which has that object as its only component
 */
record Announcement(String event, Constructor<?> maker) {
    /** Null if the event announces nothing. */
    static @Nullable Announcement of(EventModel event) {
        if (event.announces() == null
                || !(event.method().getGenericParameterTypes()[0] instanceof ParameterizedType listener)
                || !(listener.getActualTypeArguments()[0] instanceof Class<?> type)
                || !type.isRecord()) {
            return null;
        }
        return new Announcement(event.name(), type.getDeclaredConstructors()[0]);
    }

    /** The event for an object. */
    Change.Fired of(Object member) {
        try {
            return new Change.Fired(event, maker.newInstance(member));
        } catch (ReflectiveOperationException e) {
            throw new ProtocolException(
                    "Event cannot be made", Details.of("event", event, "reason", String.valueOf(e.getMessage())));
        }
    }
}

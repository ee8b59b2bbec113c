package org.mafalda.rope.server.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.session.Outgoing;

/**
 * The events on demand that one session listens to. Interest is stated on the thread of the connection, so that it is
 * in order with the session's calls; events go over the server's lane.
 */
final class Interests {
    private final Exporter exporter;
    private final ServerSession session;
    /** By wire id and name of the event. */
    private final Map<Long, Map<String, Interest>> interests = new ConcurrentHashMap<>();

    private volatile boolean cleared;

    private static final class Interest {
        private volatile boolean ended;
        private volatile Subscription subscription = () -> {};

        private void end() {
            ended = true;
            subscription.close();
        }
    }

    Interests(Exporter exporter, ServerSession session) {
        this.exporter = exporter;
        this.session = session;
    }

    /** The session wants to hear the event from now on. */
    void add(Exported of, EventModel event) {
        Interest interest = new Interest();
        Map<String, Interest> ofObject = interests.computeIfAbsent(of.id(), id -> new ConcurrentHashMap<>());
        if (ofObject.putIfAbsent(event.name(), interest) != null) {
            return;
        }
        Listener<Object> listener = value -> exporter.lane().execute(() -> deliver(interest, of, event, value));
        try {
            interest.subscription = (Subscription) event.method().invoke(of.object(), listener);
        } catch (InvocationTargetException | IllegalAccessException e) {
            ofObject.remove(event.name());
            throw new IllegalStateException(of.model().name() + "." + event.name() + " cannot be listened to", e);
        }
        if (cleared || interest.ended || exporter.table().byId(of.id()) == null) {
            interest.end();
        }
    }

    /** The session does not want to hear the event any more. */
    void remove(long object, String event) {
        Interest interest = interests.getOrDefault(object, Map.of()).get(event);
        if (interest != null) {
            interest.end();
            interests.getOrDefault(object, Map.of()).remove(event);
        }
    }

    /** The object has ended. */
    void removeAll(long object) {
        Map<String, Interest> ofObject = interests.remove(object);
        if (ofObject != null) {
            ofObject.values().forEach(Interest::end);
        }
    }

    /** The session has ended. */
    void clear() {
        cleared = true;
        List.copyOf(interests.keySet()).forEach(this::removeAll);
    }

    private void deliver(Interest interest, Exported of, EventModel event, Object value) {
        if (cleared || interest.ended || exporter.isStopped()) {
            return;
        }
        Outgoing message = exporter.publisher().event(session.codec(), of, event, value);
        if (message != null) {
            session.send(message);
        }
    }
}

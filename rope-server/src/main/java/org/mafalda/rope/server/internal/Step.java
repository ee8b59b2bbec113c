package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.EventClass;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.StateModel;
import org.mafalda.rope.protocol.session.Outgoing;

/** One step of one object on its way to the clients: what a {@code rope.change} tells. Touched on the lane alone. */
final class Step {
    private final Exported of;
    private final Map<StateModel, @Nullable Object> set = new LinkedHashMap<>();
    private final Set<Exported> created = new LinkedHashSet<>();
    private final List<Entered> entered = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private boolean closed;
    private @Nullable Exported closing;
    private @Nullable EventModel event;
    private @Nullable Object eventValue;

    /** A known object entered a collection of the object. */
    record Entered(String collection, String key, Exported member) {}

    /** Something left a collection of the object. */
    record Left(String collection, String key) {}

    Step(Exported of) {
        this.of = of;
    }

    Exported of() {
        return of;
    }

    Map<StateModel, @Nullable Object> set() {
        return set;
    }

    Set<Exported> created() {
        return created;
    }

    List<Entered> entered() {
        return entered;
    }

    List<Left> left() {
        return left;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** What closes with all that is below it, and of which this step is one; null if only the object itself does. */
    @Nullable Exported closing() {
        return closing;
    }

    void closing(@Nullable Exported outermost) {
        closing = outermost;
    }

    @Nullable EventModel event() {
        return event;
    }

    @Nullable Object eventValue() {
        return eventValue;
    }

    void event(@Nullable EventModel model, @Nullable Object value) {
        event = model;
        eventValue = value;
    }

    /** Whether the step is nothing but an event that may be dropped. */
    boolean isLossy() {
        return event != null && event.eventClass() == EventClass.LOSSY && set.isEmpty() && !changesTheTree();
    }

    private boolean changesTheTree() {
        return !created.isEmpty() || !entered.isEmpty() || !left.isEmpty() || closed;
    }

    /** The message of the step: for a slow session, a later step of the same shape may replace it. */
    Outgoing outgoing(byte[] message) {
        if (isLossy()) {
            return Outgoing.lossy(message);
        }
        if (changesTheTree() || (event != null && event.eventClass() == EventClass.RELIABLE)) {
            return Outgoing.reliable(message);
        }
        return Outgoing.coalesced(new Shape(of.id(), Set.copyOf(set.keySet()), event), message);
    }

    /** What steps have in common of which the last one counts. */
    private record Shape(
            long of, Set<StateModel> set, @Nullable EventModel event) {}

    boolean isEmpty() {
        return set.isEmpty() && !changesTheTree() && event == null;
    }
}

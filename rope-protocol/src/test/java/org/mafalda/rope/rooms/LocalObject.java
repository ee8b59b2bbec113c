package org.mafalda.rope.rooms;

import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.Signal;

/** What the local objects have in common: a lane on which all happens, and reported changes. */
abstract class LocalObject implements Stateful {
    final Lane lane;
    private final Signal<Change> onChange = new Signal<>();

    LocalObject(Lane lane) {
        this.lane = lane;
    }

    @Override
    public final Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    /** Tells a change. On the lane. */
    final void report(Change.Builder change) {
        onChange.fire(change.build());
    }

    /** Who watches the object's changes. */
    public final int watchers() {
        return onChange.listenerCount();
    }
}

package org.mafalda.rope.client.internal;

import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.References;
import tools.jackson.core.JsonParser;

/** An object of a snapshot or a change, with the state that came along. */
final class Newcomer {
    private final RemoteObject object;
    private final Born born;
    private final @Nullable Object[] states;

    private Newcomer(RemoteObject object, Born born, @Nullable Object[] states) {
        this.object = object;
        this.born = born;
        this.states = states;
    }

    /** The object, which may have been known before. */
    RemoteObject object() {
        return object;
    }

    /** Where it stands. */
    Born born() {
        return born;
    }

    /** Its state, by the indices of its type; null where the server has told none. */
    @Nullable Object[] states() {
        return states;
    }

    /** Reads the state out of an object as a snapshot or a change presents it. */
    static Newcomer read(RemoteObject object, Born born, JsonParser in, References references) {
        ObjectType type = object.type();
        @Nullable Object[] states = new Object[type.states().size()];
        Params.members(in, (name, value) -> {
            if (name.equals("state")) {
                Params.members(value, (state, stateValue) -> {
                    int index = type.indexOfState(state);
                    if (index < 0) {
                        stateValue.skipChildren();
                    } else {
                        states[index] = type.states().get(index).type().read(stateValue, references);
                    }
                });
            } else {
                value.skipChildren();
            }
        });
        return new Newcomer(object, born, states);
    }
}

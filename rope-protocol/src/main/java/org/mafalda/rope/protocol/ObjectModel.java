package org.mafalda.rope.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object type of a contract: a {@link org.mafalda.rope.Remote} interface. Immutable and thread-safe. */
public final class ObjectModel {
    private final Class<?> type;
    private final Map<String, StateModel> states;
    private final Map<String, CollectionModel> collections;
    private final Map<String, ProcedureModel> procedures;
    private final Map<String, OneWayModel> oneWays;
    private final Map<String, EventModel> events;

    ObjectModel(
            Class<?> type,
            Map<String, StateModel> states,
            Map<String, CollectionModel> collections,
            Map<String, ProcedureModel> procedures,
            Map<String, OneWayModel> oneWays,
            Map<String, EventModel> events) {
        this.type = type;
        this.states = states;
        this.collections = collections;
        this.procedures = procedures;
        this.oneWays = oneWays;
        this.events = events;
    }

    /** The simple name of the interface. */
    public String name() {
        return type.getSimpleName();
    }

    /** The interface. */
    public Class<?> type() {
        return type;
    }

    /** Its states by name, in the order of the names, as all these maps. */
    public Map<String, StateModel> states() {
        return states;
    }

    /** Its collections of children by name. */
    public Map<String, CollectionModel> collections() {
        return collections;
    }

    /** Its procedures by name. */
    public Map<String, ProcedureModel> procedures() {
        return procedures;
    }

    /** Its one-way methods by name. */
    public Map<String, OneWayModel> oneWays() {
        return oneWays;
    }

    /** Its events by the name of the method that registers listeners. */
    public Map<String, EventModel> events() {
        return events;
    }

    /** The state {@code boolean closed()}; null if the type has none. */
    public @Nullable StateModel closed() {
        StateModel closed = states.get("closed");
        return closed != null && closed.method().getReturnType() == boolean.class ? closed : null;
    }

    @Override
    public String toString() {
        return name();
    }
}

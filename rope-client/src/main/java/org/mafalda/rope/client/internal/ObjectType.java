package org.mafalda.rope.client.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ClosedFailure;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.protocol.CollectionModel;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.ObjectModel;
import org.mafalda.rope.protocol.OneWayModel;
import org.mafalda.rope.protocol.ProcedureModel;
import org.mafalda.rope.protocol.StateModel;
import org.mafalda.rope.protocol.WireType;

/**
 * What the proxies of one object type have in common: what each method of the interface does, and where state,
 * collections and events are kept. Immutable and thread-safe.
 */
final class ObjectType {
    private static final Object[] NO_ARGUMENTS = {};

    private final ObjectModel model;
    private final List<StateModel> states;
    private final List<CollectionModel> collections;
    private final List<EventModel> events;
    private final Map<String, Integer> stateIndex = new HashMap<>();
    private final Map<String, Integer> collectionIndex = new HashMap<>();
    private final Map<String, Integer> eventIndex = new HashMap<>();
    private final Map<Method, Action> actions = new HashMap<>();
    private final Map<String, Announcement> announcements = new HashMap<>();
    private final int closedState;
    private final int idState;

    /** What one method does. */
    @FunctionalInterface
    interface Action {
        @Nullable Object run(RemoteObject self, @Nullable Object[] arguments) throws Throwable;
    }

    ObjectType(ObjectModel model) {
        this.model = model;
        this.states = List.copyOf(model.states().values());
        this.collections = List.copyOf(model.collections().values());
        this.events = List.copyOf(model.events().values());
        states.forEach(state -> stateIndex.put(state.name(), stateIndex.size()));
        collections.forEach(collection -> collectionIndex.put(collection.name(), collectionIndex.size()));
        events.forEach(event -> eventIndex.put(event.name(), eventIndex.size()));
        StateModel closed = model.closed();
        closedState = closed == null ? -1 : indexOfState(closed.name());
        StateModel id = model.states().get("id");
        idState = id != null && id.method().getReturnType() == String.class ? indexOfState("id") : -1;
        for (EventModel event : events) {
            Announcement announcement = Announcement.of(event);
            if (announcement != null && event.announces() != null) {
                announcements.put(event.announces(), announcement);
            }
        }
        for (Method method : model.type().getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                actions.put(method, action(method));
            }
        }
        for (Method method : Stateful.class.getMethods()) {
            actions.put(method, (self, arguments) -> self.subscribe(listener(arguments)));
        }
        for (Method method : Object.class.getMethods()) {
            objectMethod(method);
        }
    }

    String name() {
        return model.name();
    }

    ObjectModel model() {
        return model;
    }

    List<StateModel> states() {
        return states;
    }

    List<CollectionModel> collections() {
        return collections;
    }

    List<EventModel> events() {
        return events;
    }

    /** Index in {@link #states}, or −1. */
    int indexOfState(String name) {
        return stateIndex.getOrDefault(name, -1);
    }

    /** Index in {@link #collections}, or −1. */
    int indexOfCollection(String name) {
        return collectionIndex.getOrDefault(name, -1);
    }

    /** Index in {@link #events}, or −1. */
    int indexOfEvent(String name) {
        return eventIndex.getOrDefault(name, -1);
    }

    /** Index of the state {@code boolean closed()}, or −1. */
    int closedState() {
        return closedState;
    }

    /** Index of the state {@code String id()}, or −1. */
    int idState() {
        return idState;
    }

    /** Whether calls fail in a way of their own on what ended because an object of this type did. */
    boolean hasClosedFailure() {
        return model.type().isAnnotationPresent(ClosedFailure.class);
    }

    /** The event that tells that an object has entered the collection of that name; null if there is none. */
    @Nullable Announcement announcement(String collection) {
        return announcements.get(collection);
    }

    /** A proxy whose methods go to the handler. */
    Object proxy(InvocationHandler handler) {
        try {
            return Proxy.newProxyInstance(
                    model.type().getClassLoader(), new Class<?>[] {model.type(), Stateful.class}, handler);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "The server speaks of an object of a type that has no objects of its own",
                    Details.of("type", name(), "reason", String.valueOf(e.getMessage())));
        }
    }

    /** What the method does when it is called on a proxy. */
    Action action(Method method, Object proxy) {
        Action action = actions.get(method);
        if (action == null) {
            throw new UnsupportedOperationException(method + " of " + proxy);
        }
        return action;
    }

    private Action action(Method method) {
        String name = method.getName();
        StateModel state = model.states().get(name);
        if (state != null) {
            int index = indexOfState(name);
            return index == closedState
                    ? (self, arguments) -> self.closed()
                    : (self, arguments) -> read(self, state, index);
        }
        if (model.collections().containsKey(name)) {
            int index = indexOfCollection(name);
            return (self, arguments) -> self.members(index).view();
        }
        ProcedureModel procedure = model.procedures().get(name);
        if (procedure != null) {
            return calling(procedure);
        }
        EventModel event = model.events().get(name);
        if (event != null) {
            int index = indexOfEvent(name);
            return (self, arguments) -> self.subscribe(event, index, listener(arguments));
        }
        if (name.equals("close") && method.getParameterCount() == 0) {
            return (self, arguments) -> {
                self.calls().close(self);
                return null;
            };
        }
        OneWayModel oneWay = model.oneWays().get(name);
        if (oneWay != null) {
            return (self, arguments) -> {
                checkArguments(oneWay.method(), oneWay.parameters(), arguments);
                self.calls().oneWay(self, oneWay, arguments);
                return null;
            };
        }
        return method.isDefault()
                ? (self, arguments) -> InvocationHandler.invokeDefault(self.proxy(), method, arguments)
                : (self, arguments) -> {
                    throw new UnsupportedOperationException(method + " is not part of the contract");
                };
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static Action calling(ProcedureModel procedure) {
        return (self, arguments) -> {
            checkArguments(procedure.method(), procedure.parameters(), arguments);
            return self.calls().call(self, procedure, arguments);
        };
    }

    private static @Nullable Object read(RemoteObject self, StateModel state, int index) {
        Object value = self.state(index);
        if (value != null && state.changesAtClose() && self.ended()) {
            return state.atClose();
        }
        if (value == null && !state.type().nullable()) {
            throw new ProtocolException(
                    "The server does not tell this state",
                    Details.of("object", self.toString(), "state", state.name()));
        }
        return value;
    }

    private void objectMethod(Method method) {
        switch (method.getName()) {
            case "equals" -> actions.put(method, (self, arguments) -> arguments[0] == self.proxy());
            case "hashCode" -> actions.put(method, (self, arguments) -> System.identityHashCode(self));
            case "toString" -> actions.put(method, (self, arguments) -> self.toString());
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static Listener<Object> listener(@Nullable Object[] arguments) {
        return (Listener<Object>) Objects.requireNonNull(arguments[0], "listener");
    }

    private static void checkArguments(Method method, List<WireType> types, @Nullable Object[] arguments) {
        for (int i = 0; i < types.size(); i++) {
            if (arguments[i] == null && !types.get(i).nullable()) {
                throw new NullPointerException(method.getParameters()[i].getName());
            }
        }
    }

    /** The arguments as an array, of length 0 if there are none. */
    static @Nullable Object[] orNone(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? NO_ARGUMENTS : arguments;
    }

    /** All types of a contract by name. */
    static Map<String, ObjectType> all(Map<String, ObjectModel> models) {
        Map<String, ObjectType> types = new LinkedHashMap<>();
        models.forEach((name, model) -> types.put(name, new ObjectType(model)));
        return types;
    }

    @Override
    public String toString() {
        return name();
    }
}

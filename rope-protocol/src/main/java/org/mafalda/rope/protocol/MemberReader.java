package org.mafalda.rope.protocol;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Subscription;

/** Reads the methods of one object type. Not thread-safe. */
final class MemberReader {
    private final TypeReader types;
    private final EventReader eventReader;
    private final Collection<String> faults;

    private final Map<String, StateModel> states = new TreeMap<>();
    private final Map<String, CollectionModel> collections = new TreeMap<>();
    private final Map<String, ProcedureModel> procedures = new TreeMap<>();
    private final Map<String, OneWayModel> oneWays = new TreeMap<>();
    private final Map<String, EventModel> events = new TreeMap<>();

    MemberReader(TypeReader types, EventReader eventReader, Collection<String> faults) {
        this.types = types;
        this.eventReader = eventReader;
        this.faults = faults;
    }

    /** The object type with what was read. */
    ObjectModel toModel(Class<?> type) {
        return new ObjectModel(type, states, collections, procedures, oneWays, events);
    }

    /** Reads a method, of whatever kind it is. */
    void read(Method method) {
        String place = place(method.getDeclaringClass(), method);
        if (method.getTypeParameters().length > 0) {
            faults.add("%s has type parameters; methods of an object must not have any".formatted(place));
            return;
        }
        Class<?> returned = method.getReturnType();
        boolean state = returned != Subscription.class && returned != CompletableFuture.class && returned != void.class;
        if (!state && method.isAnnotationPresent(AtClose.class)) {
            faults.add("%s is @AtClose and no state".formatted(place));
        }
        if (returned != Subscription.class) {
            eventReader.refuseEventAnnotations(method, place);
        }
        if (returned == Subscription.class) {
            EventModel event = eventReader.read(method, place);
            if (event != null) {
                events.put(event.name(), event);
            }
        } else if (returned == CompletableFuture.class) {
            readProcedure(method, place);
        } else if (returned == void.class) {
            List<WireType> parameters = readParameters(method, place);
            boolean lossy = EventReader.isLossy(method);
            oneWays.put(method.getName(), new OneWayModel(method.getName(), method, parameters, lossy));
        } else {
            readStateOrCollection(method, place);
        }
    }

    private void readProcedure(Method method, String place) {
        List<WireType> parameters = readParameters(method, place);
        if (EventReader.isLossy(method)) {
            faults.add("%s is @Lossy and a procedure; only one-way methods and events can be lost".formatted(place));
        }
        if (!(method.getAnnotatedReturnType() instanceof AnnotatedParameterizedType future)) {
            faults.add("%s returns a CompletableFuture without saying of what".formatted(place));
            return;
        }
        AnnotatedType result = future.getAnnotatedActualTypeArguments()[0];
        WireType type = result.getType() == Void.class ? VoidType.VOID : types.read(result, place + ", result");
        if (type != null) {
            procedures.put(method.getName(), new ProcedureModel(method.getName(), method, parameters, type));
        }
    }

    private List<WireType> readParameters(Method method, String place) {
        List<WireType> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            WireType type =
                    types.read(parameter.getAnnotatedType(), "%s, parameter %s".formatted(place, parameter.getName()));
            if (type != null) {
                parameters.add(type);
            }
        }
        return List.copyOf(parameters);
    }

    private void readStateOrCollection(Method method, String place) {
        String returned = method.getGenericReturnType().getTypeName();
        if (EventReader.isLossy(method)) {
            faults.add("%s is @Lossy and returns %s; a one-way method returns void".formatted(place, returned));
            return;
        }
        if (!TypeReader.isSendable(method.getReturnType())) {
            faults.add(
                    ("%s returns %s, which is of no kind; a method returns CompletableFuture (procedure), void (one-way),"
                                    + " Subscription (event), a value (state) or a Map of objects by String (collection)")
                            .formatted(place, returned));
            return;
        }
        if (method.getParameterCount() > 0) {
            faults.add("%s returns %s and has parameters; state has none: return a CompletableFuture to be a procedure"
                    .formatted(place, returned));
            return;
        }
        Class<?> element = elementOf(method);
        if (element == null) {
            WireType type = types.read(method.getAnnotatedReturnType(), place);
            if (type != null) {
                states.put(method.getName(), readState(method, type, place));
            }
        } else if (keyOf(method) != String.class || !TypeReader.isRemote(element)) {
            faults.add("%s is a collection of %s by %s; a collection holds @Remote interfaces by String"
                    .formatted(place, element.getName(), keyOf(method).getName()));
        } else {
            types.addObject(element);
            collections.put(method.getName(), new CollectionModel(method.getName(), method, element));
        }
    }

    private StateModel readState(Method method, WireType type, String place) {
        AtClose atClose = method.getAnnotation(AtClose.class);
        if (atClose == null) {
            return new StateModel(method.getName(), method, type, false, null);
        }
        Object value = null;
        if (atClose.value().length == 1) {
            Class<?> returned = method.getReturnType();
            value = returned == String.class ? atClose.value()[0] : constantOf(returned, atClose.value()[0]);
        }
        if (value == null && (atClose.value().length > 0 || !type.nullable())) {
            faults.add(
                    "%s is @AtClose with a value that it cannot have; it is one string or the name of one constant, or null"
                            .formatted(place));
        }
        return new StateModel(method.getName(), method, type, true, value);
    }

    private static @Nullable Object constantOf(Class<?> type, String name) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.toString().equals(name))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** What a method returns a map of, if that are objects: an interface that is no value; otherwise null. */
    static @Nullable Class<?> elementOf(Method method) {
        if (method.getReturnType() == Map.class
                && method.getAnnotatedReturnType() instanceof AnnotatedParameterizedType map) {
            Class<?> element = TypeReader.rawClass(map.getAnnotatedActualTypeArguments()[1]);
            return element.isInterface() && (TypeReader.isRemote(element) || !TypeReader.isSendable(element))
                    ? element
                    : null;
        }
        return null;
    }

    private static Class<?> keyOf(Method method) {
        AnnotatedParameterizedType map = (AnnotatedParameterizedType) method.getAnnotatedReturnType();
        return TypeReader.rawClass(map.getAnnotatedActualTypeArguments()[0]);
    }

    static String place(Class<?> type, Method method) {
        return type.getName() + "." + method.getName();
    }
}

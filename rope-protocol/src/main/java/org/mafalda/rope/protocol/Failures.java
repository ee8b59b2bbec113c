package org.mafalda.rope.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ClosedFailure;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.Contract;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.RemoteFailureException;
import org.mafalda.rope.RequestTimeoutException;
import org.mafalda.rope.StateLostException;

/** The failures that a contract names, and how to make them. Immutable and thread-safe. */
final class Failures {
    /** ROPE's own, which need no naming: what a server's own connection to another one may fail with. */
    private static final List<Class<? extends DetailedException>> OWN = List.of(
            ConnectionLostException.class,
            ForbiddenException.class,
            ObjectClosedException.class,
            OutcomeUnknownException.class,
            ProtocolException.class,
            RemoteFailureException.class,
            RequestTimeoutException.class,
            StateLostException.class);

    private static final MethodType CONSTRUCTOR =
            MethodType.methodType(DetailedException.class, String.class, Map.class);

    private final Map<String, Class<?>> named = new LinkedHashMap<>();
    private final Map<String, MethodHandle> makers = new LinkedHashMap<>();
    private final Class<?> closed;
    private final Class<?> argument;
    private final Class<?> unsupported;

    /** Adds a line to {@code faults} for each failure that is not as it must be. */
    Failures(Contract contract, Collection<ObjectModel> objects, Collection<String> faults) {
        closed = contract.closedFailure();
        argument = contract.argumentFailure();
        unsupported = contract.unsupportedFailure();
        OWN.forEach(type -> addMaker(type, faults));
        addMaker(closed, faults);
        addMaker(argument, faults);
        addMaker(unsupported, faults);
        for (Class<?> type : contract.failures()) {
            Class<?> before = named.put(type.getSimpleName(), type);
            if (before != null) {
                faults.add("Failure %s: another failure has the same simple name, %s"
                        .formatted(type.getName(), before.getName()));
            }
            addMaker(type, faults);
        }
        for (ObjectModel object : objects) {
            ClosedFailure failure = object.type().getAnnotation(ClosedFailure.class);
            if (failure != null
                    && !failure.value().equals(named.get(failure.value().getSimpleName()))) {
                faults.add("%s is @ClosedFailure(%s); that is one of the failures that the contract names"
                        .formatted(object.type().getName(), failure.value().getName()));
            }
        }
    }

    private void addMaker(Class<?> type, Collection<String> faults) {
        try {
            Constructor<?> constructor = type.getConstructor(String.class, Map.class);
            if (!constructor.trySetAccessible()) {
                throw new IllegalAccessException(type + " is not accessible");
            }
            makers.put(
                    type.getSimpleName(),
                    MethodHandles.lookup().unreflectConstructor(constructor).asType(CONSTRUCTOR));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            faults.add("Failure %s: it has no public constructor (String fact, Map details)".formatted(type.getName()));
        }
    }

    List<String> names() {
        return List.copyOf(named.keySet());
    }

    /** The name by which the contract knows a failure: its own, or that of a superclass; null if it knows none. */
    @Nullable String nameOf(Class<?> failure) {
        for (Class<?> type = failure; type != null; type = type.getSuperclass()) {
            if (type.equals(named.get(type.getSimpleName()))) {
                return type.getSimpleName();
            }
        }
        return null;
    }

    boolean isClosedFailure(Class<?> failure) {
        return failure == closed;
    }

    @Nullable DetailedException named(String name, String fact, Map<String, ?> details) {
        return named.containsKey(name) ? make(name, fact, details) : null;
    }

    /** One of ROPE's own. */
    @Nullable DetailedException own(String name, String fact, Map<String, ?> details) {
        boolean own = OWN.stream().anyMatch(type -> type.getSimpleName().equals(name));
        return own && !named.containsKey(name) ? make(name, fact, details) : null;
    }

    DetailedException closed(String fact, Map<String, ?> details) {
        return make(closed.getSimpleName(), fact, details);
    }

    /** The failure of calls on what closed because an object of that type did. */
    DetailedException closed(ObjectModel ended, String fact, Map<String, ?> details) {
        ClosedFailure failure = ended.type().getAnnotation(ClosedFailure.class);
        return failure == null ? closed(fact, details) : make(failure.value().getSimpleName(), fact, details);
    }

    DetailedException argument(String fact, Map<String, ?> details) {
        return make(argument.getSimpleName(), fact, details);
    }

    DetailedException unsupported(String fact, Map<String, ?> details) {
        return make(unsupported.getSimpleName(), fact, details);
    }

    private DetailedException make(String name, String fact, Map<String, ?> details) {
        MethodHandle maker = makers.get(name);
        if (maker == null) {
            throw new IllegalStateException("No such failure " + name);
        }
        try {
            return (DetailedException) maker.invokeExact(fact, (Map) details);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Failure cannot be made [name:" + name + "]", e);
        }
    }
}

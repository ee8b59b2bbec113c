package org.mafalda.rope.protocol;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Announces;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Gone;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Sticky;

/** Reads the events of object types. Not thread-safe. */
final class EventReader {
    private static final List<Class<? extends Annotation>> EVENTS_ONLY =
            List.of(Announces.class, Coalesced.class, OnDemand.class, Sticky.class);

    private final TypeReader types;
    private final Collection<String> faults;

    EventReader(TypeReader types, Collection<String> faults) {
        this.types = types;
        this.faults = faults;
    }

    static boolean isLossy(Method method) {
        return method.isAnnotationPresent(Lossy.class);
    }

    /** Notes a fault for each annotation of events on a method that is none. */
    void refuseEventAnnotations(Method method, String place) {
        for (Class<? extends Annotation> annotation : EVENTS_ONLY) {
            if (method.isAnnotationPresent(annotation)) {
                faults.add("%s is @%s and no event".formatted(place, annotation.getSimpleName()));
            }
        }
    }

    /** The event whose listeners the method registers; null after a fault was noted. */
    @Nullable EventModel read(Method method, String place) {
        AnnotatedType event = eventOf(method);
        if (event == null) {
            faults.add(("%s is no event; an event is 'Subscription onX(Listener<R>)', R being a record or a sealed"
                            + " interface of records")
                    .formatted(place));
            return null;
        }
        checkAnnotations(method, place);
        WireType value = types.read(event, place + ", event");
        return value == null
                ? null
                : new EventModel(
                        method.getName(),
                        method,
                        value,
                        eventClass(method),
                        method.isAnnotationPresent(OnDemand.class),
                        method.isAnnotationPresent(Sticky.class),
                        announces(method, event, place),
                        endingsOf(TypeReader.rawClass(event)));
    }

    private static @Nullable AnnotatedType eventOf(Method method) {
        boolean named = method.getName().matches("on\\p{Lu}.*");
        if (!named
                || method.getParameterCount() != 1
                || method.getParameterTypes()[0] != Listener.class
                || !(method.getAnnotatedParameterTypes()[0] instanceof AnnotatedParameterizedType listener)) {
            return null;
        }
        AnnotatedType event = listener.getAnnotatedActualTypeArguments()[0];
        Class<?> type = TypeReader.rawClass(event);
        boolean sealed = TypeReader.isSealedInterface(type) && !TypeReader.isRemote(type);
        return type.isRecord() || sealed ? event : null;
    }

    private void checkAnnotations(Method method, String place) {
        boolean coalesced = method.isAnnotationPresent(Coalesced.class);
        if (coalesced && isLossy(method)) {
            faults.add("%s is both @Coalesced and @Lossy; an event has one class".formatted(place));
        }
        if (method.isAnnotationPresent(Sticky.class)
                && (coalesced || isLossy(method) || method.isAnnotationPresent(OnDemand.class))) {
            faults.add("%s is @Sticky; such an event is reliable and not on demand".formatted(place));
        }
    }

    private static EventClass eventClass(Method method) {
        if (isLossy(method)) {
            return EventClass.LOSSY;
        }
        return method.isAnnotationPresent(Coalesced.class) ? EventClass.COALESCED : EventClass.RELIABLE;
    }

    private @Nullable String announces(Method method, AnnotatedType event, String place) {
        Announces announces = method.getAnnotation(Announces.class);
        if (announces == null) {
            return null;
        }
        Class<?> element = elementOf(method.getDeclaringClass(), announces.value());
        RecordComponent[] components = TypeReader.rawClass(event).getRecordComponents();
        if (element == null
                || components == null
                || components.length != 1
                || !components[0].getType().isAssignableFrom(element)) {
            faults.add(
                    ("%s is @Announces(\"%s\"); that names a collection of the same interface, and the event's record has"
                                    + " one component: an object of that collection")
                            .formatted(place, announces.value()));
            return null;
        }
        return announces.value();
    }

    private static @Nullable Class<?> elementOf(Class<?> type, String collection) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(collection) && method.getParameterCount() == 0) {
                return MemberReader.elementOf(method);
            }
        }
        return null;
    }

    private Map<Gone.Cause, Supplier<Object>> endingsOf(Class<?> event) {
        Map<Gone.Cause, Supplier<Object>> endings = new EnumMap<>(Gone.Cause.class);
        for (Method maker : event.getDeclaredMethods()) {
            Gone gone = maker.getAnnotation(Gone.class);
            if (gone == null) {
                continue;
            }
            boolean fits = Modifier.isStatic(maker.getModifiers())
                    && Modifier.isPublic(maker.getModifiers())
                    && maker.getParameterCount() == 0
                    && event.isAssignableFrom(maker.getReturnType())
                    && maker.trySetAccessible();
            if (!fits) {
                faults.add("%s.%s is @Gone; such a method is public and static, has no parameters and returns the event"
                        .formatted(event.getName(), maker.getName()));
            } else if (endings.put(gone.value(), supplier(maker)) != null) {
                faults.add("%s has two methods with @Gone for the same cause".formatted(event.getName()));
            }
        }
        return endings;
    }

    private static Supplier<Object> supplier(Method maker) {
        try {
            MethodHandle handle = MethodHandles.lookup().unreflect(maker).asType(MethodType.methodType(Object.class));
            return () -> {
                try {
                    return (Object) handle.invokeExact();
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException("@Gone method failed", e);
                }
            };
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Accessible method is not accessible", e);
        }
    }
}

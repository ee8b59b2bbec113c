package org.mafalda.mafalda.layer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.rope.runtime.Shape;

/**
 * Which object of ours stands for which object below, by the ids of those below; and values from below in our terms:
 * inner ids and objects in them are replaced by ours, wherever they are. Application data is left alone.
 *
 * <p>Thread-safe. An entry lives as long as the object below.
 */
final class Names {
    private static final String APP_DATA = "appData";

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    /** From now on the id below means that object. */
    void put(String innerId, Node node) {
        nodes.put(innerId, node);
    }

    void remove(String innerId) {
        nodes.remove(innerId);
    }

    /** The id of ours that an id from below means; the same if it means none. */
    String ours(String innerId) {
        Node node = nodes.get(innerId);
        return node == null ? innerId : node.id();
    }

    /** Whether an id from below means an object of ours that lives. */
    boolean knows(String innerId) {
        Node node = nodes.get(innerId);
        return node != null && !node.closed();
    }

    /** A value from below in our terms; null if it is, or stands on, an object below that means none of ours. */
    @Nullable Object translate(@Nullable Object value) {
        if (value instanceof String text) {
            return ours(text);
        }
        if (value instanceof Record fields) {
            return record(fields);
        }
        if (value instanceof List<?> list) {
            return collection(list, new ArrayList<>(list.size()));
        }
        if (value instanceof Set<?> set) {
            return collection(set, new LinkedHashSet<>());
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> translated = new LinkedHashMap<>();
            map.forEach((key, member) -> translated.put(translate(key), translate(member)));
            return translated.equals(map) ? map : translated;
        }
        if (value != null && isRemote(value)) {
            Node node = nodes.get(idOf(value));
            return node == null ? null : node.self();
        }
        return value;
    }

    /** A failure from below in our terms; the same where nothing needs to be said otherwise. */
    Throwable failure(Throwable failure) {
        if (!(failure instanceof MediasoupException known)) {
            return failure;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        known.details().forEach((name, value) -> details.put(name, value instanceof String text ? ours(text) : value));
        if (details.equals(known.details())) {
            return failure;
        }
        try {
            Throwable said =
                    known.getClass().getConstructor(String.class, Map.class).newInstance(known.fact(), details);
            return said.initCause(failure);
        } catch (ReflectiveOperationException e) {
            return failure;
        }
    }

    /** Like {@link #translate}; what cannot be said in our terms is left out. */
    private Object collection(Collection<?> given, Collection<Object> translated) {
        boolean same = true;
        for (Object member : given) {
            Object ours = translate(member);
            same &= ours == member;
            if (ours != null) {
                translated.add(ours);
            }
        }
        return same ? given : translated;
    }

    private @Nullable Record record(Record fields) {
        RecordComponent[] components = COMPONENTS.get(fields.getClass());
        @Nullable Object[] values = new Object[components.length];
        boolean same = true;
        for (int i = 0; i < components.length; i++) {
            Object given = read(fields, components[i]);
            values[i] = components[i].getName().equals(APP_DATA) ? given : translate(given);
            if (values[i] == null && given != null) {
                return null;
            }
            same &= values[i] == given;
        }
        return same ? fields : make(fields.getClass(), components, values);
    }

    /** A record with one component changed. */
    static <R extends Record> R with(R fields, String name, @Nullable Object value) {
        return with(fields, Collections.singletonMap(name, value));
    }

    /** A record with some components changed. */
    static <R extends Record> R with(R fields, Map<String, ? extends @Nullable Object> changes) {
        RecordComponent[] components = COMPONENTS.get(fields.getClass());
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            values[i] = changes.containsKey(name) ? changes.get(name) : read(fields, components[i]);
        }
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) fields.getClass();
        return make(type, components, values);
    }

    private static @Nullable Object read(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(fields.getClass() + "." + component.getName(), e);
        }
    }

    private static <R extends Record> R make(Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LinkageError(type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private static boolean isRemote(Object value) {
        return REMOTE.get(value.getClass());
    }

    private static final ClassValue<Boolean> REMOTE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Shape.isRemote(type);
        }
    };

    private static String idOf(Object inner) {
        return (String) Objects.requireNonNull(Shape.of(inner).read("id", inner));
    }
}

package org.mafalda.acceptance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/**
 * The state and the collections of a remote interface, found by the form of its methods.
 *
 * @param properties the state methods by name
 * @param collections the methods that return live children, by name
 * @param events the methods that register listeners, by name
 */
record StateMethods(Map<String, Method> properties, Map<String, Method> collections, Map<String, Method> events) {
    private static final Map<Class<?>, StateMethods> KNOWN = new ConcurrentHashMap<>();

    /** Those of all remote interfaces of an object. */
    static StateMethods of(Object object) {
        return KNOWN.computeIfAbsent(object.getClass(), StateMethods::read);
    }

    private static StateMethods read(Class<?> type) {
        StateMethods found = new StateMethods(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (Class<?> parent = type; parent != null; parent = parent.getSuperclass()) {
            for (Class<?> contract : parent.getInterfaces()) {
                found.add(contract);
            }
        }
        return found;
    }

    private void add(Class<?> contract) {
        if (contract.isAnnotationPresent(Remote.class)) {
            for (Method method : contract.getDeclaredMethods()) {
                add(method);
            }
        }
        for (Class<?> parent : contract.getInterfaces()) {
            add(parent);
        }
    }

    private void add(Method method) {
        Class<?> returned = method.getReturnType();
        if (method.isDefault() || method.isSynthetic() || returned == void.class) {
            return;
        }
        if (returned == Subscription.class) {
            events.put(method.getName(), method);
        } else if (method.getParameterCount() == 0 && !CompletableFuture.class.isAssignableFrom(returned)) {
            (isCollection(method.getGenericReturnType()) ? collections : properties).put(method.getName(), method);
        }
    }

    /** Whether a type is {@code Map<String, X>} for a remote {@code X}. */
    static boolean isCollection(Type type) {
        return type instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && map.getActualTypeArguments()[1] instanceof Class<?> member
                && member.isAnnotationPresent(Remote.class);
    }

    /** What a state method returns now. */
    static @Nullable Object read(Method method, Object object) {
        try {
            return method.invoke(object);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.getName() + "() of " + object + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

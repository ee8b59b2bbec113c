package org.mafalda.acceptance.reflect;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** What a method is, by its signature. */
public enum Kind {
    /** Returns a future. */
    PROCEDURE,
    /** Returns nothing. */
    ONE_WAY,
    /** Returns a value at once. */
    STATE,
    /** Returns the live children. */
    COLLECTION,
    /** Registers a listener. */
    EVENT,
    /** Runs where it is called. */
    DEFAULT;

    /** That of a method of a remote interface. */
    public static Kind of(Method method) {
        Class<?> returned = method.getReturnType();
        if (method.isDefault()) {
            return DEFAULT;
        }
        if (returned == void.class) {
            return ONE_WAY;
        }
        if (returned == Subscription.class) {
            return EVENT;
        }
        if (CompletableFuture.class.isAssignableFrom(returned)) {
            return PROCEDURE;
        }
        return isCollection(method.getGenericReturnType()) ? COLLECTION : STATE;
    }

    /** Whether a type is {@code Map<String, X>} for a remote {@code X}. */
    private static boolean isCollection(Type type) {
        return type instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && map.getActualTypeArguments()[1] instanceof Class<?> member
                && member.isAnnotationPresent(Remote.class);
    }
}

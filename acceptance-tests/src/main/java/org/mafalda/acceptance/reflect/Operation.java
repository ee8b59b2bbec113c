package org.mafalda.acceptance.reflect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;

/**
 * A method of an interface of which there are objects.
 *
 * @param type the interface: {@code PlainTransport} for {@code dump} of a plain transport
 * @param method the method, with its most specific result
 * @param kind what it is
 */
public record Operation(Class<?> type, Method method, Kind kind) {
    /** {@code PlainTransport.dump}. */
    public String name() {
        return type.getSimpleName() + "." + method.getName();
    }

    /** Calls it; fails with whatever it throws. */
    public @Nullable Object call(Object target, List<? extends @Nullable Object> arguments) {
        try {
            return method.invoke(target, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw sneaky(e.getCause());
        } catch (IllegalAccessException e) {
            throw new LinkageError(name(), e);
        }
    }

    private static RuntimeException sneaky(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }

    /** Starts a procedure. */
    public CompletableFuture<?> start(Object target, List<?> arguments) {
        if (call(target, arguments) instanceof CompletableFuture<?> future) {
            return future;
        }
        throw new AssertionError(name() + " returned no future");
    }

    /** Registers a listener for an event. */
    public Subscription listen(Object target, Listener<Object> listener) {
        if (call(target, List.of(listener)) instanceof Subscription subscription) {
            return subscription;
        }
        throw new AssertionError(name() + " returned no subscription");
    }

    @Override
    public String toString() {
        return name();
    }
}

package org.mafalda.rope.protocol;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A state of an object type. Immutable.
 *
 * @param name name of the method
 * @param method the method, without parameters
 * @param type what it returns
 * @param changesAtClose whether closing gives it the value {@code atClose}, unless it is null
 * @param atClose its value once the object is closed
 */
public record StateModel(
        String name,
        Method method,
        WireType type,
        boolean changesAtClose,
        @Nullable Object atClose) {}

package org.mafalda.rope.protocol;

import java.lang.reflect.Method;

/**
 * A collection of children of an object type. Immutable.
 *
 * @param name name of the method
 * @param method the method, which returns a live {@code Map<String, element>}
 * @param element interface of the children
 */
public record CollectionModel(String name, Method method, Class<?> element) {}

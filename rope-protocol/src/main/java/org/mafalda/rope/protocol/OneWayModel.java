package org.mafalda.rope.protocol;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A one-way method of an object type. Immutable.
 *
 * @param name name of the method
 * @param method the method
 * @param parameters types of its parameters
 * @param lossy whether it may be dropped
 */
public record OneWayModel(String name, Method method, List<WireType> parameters, boolean lossy) {}

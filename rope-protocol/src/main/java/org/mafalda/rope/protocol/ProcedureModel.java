package org.mafalda.rope.protocol;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A procedure of an object type. Immutable.
 *
 * @param name name of the method
 * @param method the method, which returns a future
 * @param parameters types of its parameters
 * @param result type of what the future holds
 */
public record ProcedureModel(String name, Method method, List<WireType> parameters, WireType result) {}

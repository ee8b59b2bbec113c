package org.mafalda.rope.protocol;

import java.util.Map;

/** A type of the application that the contract description lists under {@code values}. */
interface ValueType extends WireType {
    /** What the description says of it. */
    Map<String, Object> description();

    /** Its class. */
    Class<?> javaType();
}

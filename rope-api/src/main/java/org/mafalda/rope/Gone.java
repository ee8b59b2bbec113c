package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a public static method without parameters of an event record, which returns such an event: the event that a client
 * fires itself when the object has vanished with its connection, and nobody is left who could say what became of it.
 *
 * <p>It counts for the {@link Sticky} events of that record type. A sticky event whose record has no such method is not
 * fired for a vanished object.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Gone {}

package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an event: it happens at most once in the life of an object and is remembered, so that a listener that comes later
 * is called at once. For ends of all kinds: closed, died.
 *
 * @see Gone
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Sticky {}

package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an event: it tells that an object has entered a collection, and its record has that object as its only component.
 * A client that finds a new object after it was away fires the event itself.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Announces {
    /** The name of the collection's method ({@code "routers"}). */
    String value();
}

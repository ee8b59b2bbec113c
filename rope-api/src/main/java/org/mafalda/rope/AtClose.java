package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a state: what it is once the object is closed, so that a proxy that is closed shows it at once. A state that is
 * null stays null.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AtClose {
    /** A string, or the text of an enum constant as its {@code toString()} returns it; nothing means null. */
    String[] value() default {};
}

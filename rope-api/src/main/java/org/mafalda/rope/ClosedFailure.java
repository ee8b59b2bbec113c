package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link Remote} interface: what calls fail with that are made on a closed object of this type, or on anything
 * that stood below it, instead of {@link Contract#closedFailure}. It must be one of {@link Contract#failures}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClosedFailure {
    /** A subclass of {@link Contract#closedFailure}, so that callers need not know of it. */
    Class<? extends DetailedException> value();
}

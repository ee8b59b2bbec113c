package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a public static method without parameters of an event record, which returns such an event: the event that a client
 * fires itself when an object has ended for it, and no server says what became of it.
 *
 * <p>It counts for the {@link Sticky} events of that record type. A sticky event whose record has no such method is not
 * fired for such an object.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Gone {
    /** The end of which the event tells. */
    Cause value() default Cause.CONNECTION;

    /** Why an object has ended for its holder. Without a method for a cause, that of {@link #CONNECTION} counts. */
    enum Cause {
        /** The connection through which it was known is lost for good, or the object was gone when it came back. */
        CONNECTION,
        /** The holder closed the root above it, which ends the session. */
        RELEASED,
        /** It is the root, and its holder closed it. */
        CALLED
    }
}

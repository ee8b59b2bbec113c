package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the root interface of a contract: what a server exports and a client connects to. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contract {
    /** The contract's name, equal on both sides. */
    String name();

    /** The major version, equal on both sides. Additions keep it; removals and changed meanings raise it. */
    int version();

    /** The exceptions that arrive as the class that was thrown; any other arrives as {@link RemoteFailureException}. */
    Class<? extends DetailedException>[] failures() default {};

    /** What calls on a closed object fail with, {@link #failures} need not name it again. */
    Class<? extends DetailedException> closedFailure() default ObjectClosedException.class;
}

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

    /** What a call on a closed object fails with. */
    Class<? extends DetailedException> closedFailure() default ObjectClosedException.class;

    /** What a call fails with whose arguments cannot be sent, or are not what the server's types allow. */
    Class<? extends DetailedException> argumentFailure() default ProtocolException.class;

    /** What a call of a method fails with that the server, being older, does not have. */
    Class<? extends DetailedException> unsupportedFailure() default ProtocolException.class;
}

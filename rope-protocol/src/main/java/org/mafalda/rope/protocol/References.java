package org.mafalda.rope.protocol;

/**
 * How objects and their wire ids belong together on one side of a session. Both methods fail with a
 * {@link WireException} of code {@link ErrorCodes#UNKNOWN_REFERENCE}, or {@link ErrorCodes#NO_SUCH_OBJECT} for what has
 * closed.
 */
public interface References {
    /** The wire id of an object that is to be sent as a reference. */
    long idOf(Object object);

    /** The object with that wire id, which must be an instance of {@code expected}. */
    Object objectOf(long id, Class<?> expected);
}

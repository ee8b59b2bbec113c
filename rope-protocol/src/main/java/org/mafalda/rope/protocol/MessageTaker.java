package org.mafalda.rope.protocol;

import org.jspecify.annotations.Nullable;

/** Takes the messages of a frame one by one. */
public interface MessageTaker {
    /** A request; {@code params} is an array or object. */
    void request(long id, String method, Slice params);

    /** A notification; {@code params} is an array or object. One that is {@code lossy} has no number. */
    void notification(String method, Slice params, boolean lossy);

    /** The answer to a request. */
    void result(long id, Slice result);

    /** The answer to a request that failed. */
    void error(long id, WireError error);

    /**
     * Something that is no message.
     *
     * @param id the id of the request that it seems to be, or null
     * @param code the error code to answer with
     * @param message what is wrong
     */
    void invalid(@Nullable Long id, int code, String message);
}

package org.mafalda.rope.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Takes the messages of a frame one by one. */
public interface MessageTaker {
    /** A request; {@code params} is an array or object. */
    void request(long id, String method, Slice params);

    /** A notification; {@code params} is an array or object. One that is {@code lossy} has no number. */
    void notification(String method, Slice params, boolean lossy);

    /**
     * May read the params of a notification while its frame is being taken apart, so that they need not be read again.
     * Nothing comes of it yet: the frame may be malformed, and what stands before has not been handed over. A message
     * that cannot be understood now, and fails, is handed over in the ordinary way.
     *
     * @param params stands at the first token; is left there, or at the last one
     * @return what is to be done when it is the message's turn, for {@link #notification(String, Runnable, boolean)};
     *     null to take the params then
     */
    default @Nullable Runnable readEarly(String method, JsonParser params) {
        return null;
    }

    /** A notification of which {@link #readEarly} has made {@code effect}. */
    default void notification(String method, Runnable effect, boolean lossy) {
        effect.run();
    }

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

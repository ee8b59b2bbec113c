package org.mafalda.mediasoup.local.internal.channel;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One request to the worker, ready to be written, with the reading of its answer.
 *
 * @param name the method in words, for errors: {@code router.dump}
 * @param method the number of the method in the schema
 * @param handlerId the id of the object that is called; empty for the worker itself
 * @param bodyType the type of the body in the schema; 0 for none
 * @param body writes the body and returns its offset
 * @param decoder reads the answer; called on the I/O thread, must not keep the reply
 * @param <T> the answer
 */
public record Request<T>(
        String name,
        int method,
        String handlerId,
        int bodyType,
        ToIntFunction<FlatBufferBuilder> body,
        Function<Reply, T> decoder) {
    /** A request without body. */
    public static <T> Request<T> of(String name, int method, String handlerId, Function<Reply, T> decoder) {
        return new Request<>(name, method, handlerId, 0, builder -> 0, decoder);
    }

    /** A request without body whose answer says nothing but that it was done. */
    public static Request<Boolean> of(String name, int method, String handlerId) {
        return of(name, method, handlerId, Request::done);
    }

    /** A request whose answer says nothing but that it was done. */
    public static Request<Boolean> of(
            String name, int method, String handlerId, int bodyType, ToIntFunction<FlatBufferBuilder> body) {
        return new Request<>(name, method, handlerId, bodyType, body, Request::done);
    }

    private static Boolean done(Reply reply) {
        return true;
    }
}

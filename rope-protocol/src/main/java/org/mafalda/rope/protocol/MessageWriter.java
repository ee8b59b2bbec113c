package org.mafalda.rope.protocol;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * Makes the bytes of messages. Without state.
 *
 * <p>What cannot be written fails with a {@link WireException}: a number that is not finite, values nested too deep, a
 * reference to an object of another server.
 */
public final class MessageWriter {
    private static final SerializableString JSONRPC = new SerializedString("jsonrpc");
    private static final SerializableString VERSION = new SerializedString("2.0");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString METHOD = new SerializedString("method");
    private static final SerializableString PARAMS = new SerializedString("params");
    private static final SerializableString RESULT = new SerializedString("result");
    private static final SerializableString ERROR = new SerializedString("error");
    private static final SerializableString LOSSY = new SerializedString("lossy");

    private MessageWriter() {}

    /** Writes one value: the {@code params} or the {@code result} of a message. */
    @FunctionalInterface
    public interface Body {
        /** Writes exactly one value; {@code params} must be an array or object. */
        void write(JsonGenerator out);
    }

    /** A request. */
    public static byte[] request(Codec codec, long id, String method, Body params) {
        return message(codec, out -> {
            writeId(out, id);
            writeMethod(out, method, params);
        });
    }

    /** A notification. */
    public static byte[] notification(Codec codec, String method, Body params) {
        return message(codec, out -> writeMethod(out, method, params));
    }

    /** A notification that is never repeated and has no number. */
    public static byte[] lossy(Codec codec, String method, Body params) {
        return message(codec, out -> {
            out.writeName(LOSSY);
            out.writeBoolean(true);
            writeMethod(out, method, params);
        });
    }

    /** The acknowledgement of so many numbered messages. */
    public static byte[] ack(Codec codec, long received) {
        return notification(codec, "rope.ack", out -> {
            out.writeStartArray();
            out.writeNumber(received);
            out.writeEndArray();
        });
    }

    /** The answer to a request. */
    public static byte[] result(Codec codec, long id, Body result) {
        return message(codec, out -> {
            writeId(out, id);
            out.writeName(RESULT);
            result.write(out);
        });
    }

    /** The answer to a request that failed. */
    public static byte[] error(Codec codec, long id, WireError error) {
        return message(codec, out -> {
            writeId(out, id);
            out.writeName(ERROR);
            error.write(out);
        });
    }

    /** The notification {@code rope.fault}. */
    public static byte[] fault(Codec codec, WireError error) {
        return notification(codec, "rope.fault", error::write);
    }

    /** One frame with all these messages, of which there is at least one. */
    public static byte[] frame(Codec codec, List<byte[]> messages) {
        return codec.join(messages);
    }

    private static void writeId(JsonGenerator out, long id) {
        out.writeName(ID);
        out.writeNumber(id);
    }

    private static void writeMethod(JsonGenerator out, String method, Body params) {
        out.writeName(METHOD);
        out.writeString(method);
        out.writeName(PARAMS);
        params.write(out);
    }

    private static byte[] message(Codec codec, Body members) {
        MessageSink sink = new MessageSink();
        try (JsonGenerator out = codec.generator(sink)) {
            out.writeStartObject();
            out.writeName(JSONRPC);
            out.writeString(VERSION);
            members.write(out);
            out.writeEndObject();
        } catch (JacksonException e) {
            throw new WireException(
                    ErrorCodes.INVALID_ARGUMENTS, "Value cannot be written", Map.of("reason", e.getOriginalMessage()));
        }
        return sink.toBytes();
    }
}

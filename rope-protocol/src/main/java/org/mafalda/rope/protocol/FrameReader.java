package org.mafalda.rope.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mafalda.rope.ProtocolException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Takes frames apart into messages. Without state. */
public final class FrameReader {
    private FrameReader() {}

    /**
     * Hands the messages of a frame to {@code taker}, in order, after the whole frame was found well-formed. The bytes
     * must not change afterwards: slices refer to them.
     *
     * @throws ProtocolException if the frame is not well-formed; nothing was handed over
     */
    public static void read(Codec codec, byte[] frame, int offset, int length, MessageTaker taker) {
        read(codec, frame, offset, length, Integer.MAX_VALUE, taker);
    }

    /**
     * As {@link #read(Codec, byte[], int, int, MessageTaker)}, and bounds what is made of the frame.
     *
     * @param maxElements a frame has at most so many messages, and each array or object in a message at most so many
     *     elements or members: the frame is not well-formed otherwise, or the message invalid
     */
    public static void read(Codec codec, byte[] frame, int offset, int length, int maxElements, MessageTaker taker) {
        List<Envelope> messages = parse(codec, frame, offset, length, maxElements, taker);
        if (messages.isEmpty()) {
            taker.invalid(null, ErrorCodes.INVALID_MESSAGE, "A frame has at least one message");
        }
        for (Envelope message : messages) {
            message.deliver(taker);
        }
    }

    private static List<Envelope> parse(
            Codec codec, byte[] frame, int offset, int length, int maxElements, MessageTaker taker) {
        codec.check(frame, offset, length);
        try (JsonParser in = codec.parser(frame, offset, length)) {
            // Parsers count from the beginning of the frame or from that of the array that holds it.
            int origin = offset - (int) in.currentLocation().getByteOffset();
            Envelope.Frame from = new Envelope.Frame(codec, frame, origin, maxElements, taker);
            JsonToken first = in.nextToken();
            if (first == null) {
                throw malformed("it is empty");
            }
            List<Envelope> messages;
            if (first == JsonToken.START_ARRAY) {
                messages = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    if (messages.size() == maxElements) {
                        throw malformed("it has more than " + maxElements + " messages");
                    }
                    messages.add(Envelope.read(in, from));
                }
            } else {
                messages = List.of(Envelope.read(in, from));
            }
            checkEnd(in);
            return messages;
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    private static void checkEnd(JsonParser in) {
        if (in.nextToken() != null) {
            throw malformed("something follows its value");
        }
    }

    static ProtocolException malformed(String reason) {
        return new ProtocolException("Frame cannot be parsed", Map.of("reason", reason));
    }
}

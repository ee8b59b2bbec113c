package org.mafalda.rope.protocol;

import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A form of messages as bytes. Immutable and thread-safe. */
public interface Codec {
    /** JSON, {@code rope.v1+json}. */
    Codec JSON = new JsonCodec();

    /** The WebSocket subprotocol that selects it. */
    String subprotocol();

    /** Whether its frames are text. */
    boolean text();

    /** Writes into a stream, which receives all bytes when the generator is closed. */
    JsonGenerator generator(OutputStream out);

    /** Reads one value; {@code nextToken()} has not been called yet. */
    JsonParser parser(byte[] bytes, int offset, int length);

    /** One frame with all these messages, of which there is at least one. */
    byte[] join(List<byte[]> messages);
}

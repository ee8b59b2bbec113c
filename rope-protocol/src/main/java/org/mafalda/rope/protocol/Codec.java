package org.mafalda.rope.protocol;

import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A form of messages as bytes. Immutable and thread-safe. */
public interface Codec {
    /** JSON, {@code rope.v1+json}. */
    Codec JSON = new JsonCodec();

    /** CBOR, {@code rope.v1+cbor}. */
    Codec CBOR = new CborCodec();

    /** How deep values may be nested in what is read. */
    int MAX_DEPTH_READ = 100;

    /** Less than what is read, so that what one side writes the other side takes, in an array frame too. */
    int MAX_DEPTH_WRITTEN = 90;

    /** The WebSocket subprotocol that selects it. */
    String subprotocol();

    /** Whether its frames are text. */
    boolean text();

    /** Writes into a stream, which receives all bytes when the generator is closed. */
    JsonGenerator generator(OutputStream out);

    /** Reads one value; {@code nextToken()} has not been called yet. */
    JsonParser parser(byte[] bytes, int offset, int length);

    /**
     * Refuses a frame that {@link #parser} would read although the specification does not allow it.
     *
     * @throws org.mafalda.rope.ProtocolException if the frame is not well-formed
     */
    void check(byte[] bytes, int offset, int length);

    /** One frame with all these messages, of which there is at least one. */
    byte[] join(List<byte[]> messages);
}

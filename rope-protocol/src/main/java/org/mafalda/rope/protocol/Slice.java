package org.mafalda.rope.protocol;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;

/**
 * The bytes of one well-formed value within a frame, not read yet. Immutable and thread-safe; it keeps its frame in
 * memory.
 */
public final class Slice {
    private final Codec codec;
    private final byte[] bytes;
    private final int offset;
    private final int length;

    Slice(Codec codec, byte[] bytes, int offset, int length) {
        this.codec = codec;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** A parser whose current token is the first one of the value. To be closed after reading. */
    public JsonParser open() {
        JsonParser parser = codec.parser(bytes, offset, length);
        parser.nextToken();
        return parser;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    @Override
    public String toString() {
        return codec.text() ? new String(bytes, offset, length, StandardCharsets.UTF_8) : length + " bytes";
    }
}

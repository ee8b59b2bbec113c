package org.mafalda.rope.protocol;

import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Frames as UTF-8 text. */
final class JsonCodec implements Codec {
    /** More digits than any double or long needs; without a bound a number could cost time in the square of them. */
    private static final int MAX_NUMBER_LENGTH = 400;
    /** A frame cannot be larger than its session allows, and so cannot a string in it. */
    private static final int MAX_STRING_LENGTH = Integer.MAX_VALUE;

    private final JsonFactory factory = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH_READ)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxNameLength(MAX_STRING_LENGTH)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH_WRITTEN)
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    @Override
    public String subprotocol() {
        return "rope.v1+json";
    }

    @Override
    public boolean text() {
        return true;
    }

    @Override
    public JsonGenerator generator(OutputStream out) {
        return factory.createGenerator(TokenStreamFactory.EMPTY_WRITE_CONTEXT, out);
    }

    @Override
    public JsonParser parser(byte[] bytes, int offset, int length) {
        return factory.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    /** The parser itself refuses all that JSON does not allow. */
    @Override
    public void check(byte[] bytes, int offset, int length) {}

    @Override
    public byte[] join(List<byte[]> messages) {
        if (messages.size() == 1) {
            return messages.get(0);
        }
        int length = 1;
        for (byte[] message : messages) {
            length += message.length + 1;
        }
        byte[] frame = new byte[length];
        int at = 0;
        byte separator = '[';
        for (byte[] message : messages) {
            frame[at++] = separator;
            System.arraycopy(message, 0, frame, at, message.length);
            at += message.length;
            separator = ',';
        }
        frame[at] = ']';
        return frame;
    }

    @Override
    public String toString() {
        return subprotocol();
    }
}

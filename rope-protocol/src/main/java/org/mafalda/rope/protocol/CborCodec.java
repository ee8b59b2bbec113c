package org.mafalda.rope.protocol;

import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** Frames as CBOR (RFC 8949), without tags. */
final class CborCodec implements Codec {
    private static final int ARRAY_HEADER = 5;

    private final CBORFactory factory = CBORFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH_READ)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH_WRITTEN)
                    .build())
            .disable(CBORWriteFeature.LENIENT_UTF_ENCODING)
            .build();

    @Override
    public String subprotocol() {
        return "rope.v1+cbor";
    }

    @Override
    public boolean text() {
        return false;
    }

    @Override
    public JsonGenerator generator(OutputStream out) {
        return factory.createGenerator(TokenStreamFactory.EMPTY_WRITE_CONTEXT, out);
    }

    @Override
    public JsonParser parser(byte[] bytes, int offset, int length) {
        return factory.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    @Override
    public void check(byte[] bytes, int offset, int length) {
        new CborCheck(bytes, offset, length).run();
    }

    @Override
    public byte[] join(List<byte[]> messages) {
        if (messages.size() == 1) {
            return messages.get(0);
        }
        int length = ARRAY_HEADER;
        for (byte[] message : messages) {
            length += message.length;
        }
        byte[] frame = new byte[length];
        int count = messages.size();
        frame[0] = (byte) 0x9A;
        frame[1] = (byte) (count >> 24);
        frame[2] = (byte) (count >> 16);
        frame[3] = (byte) (count >> 8);
        frame[4] = (byte) count;
        int at = ARRAY_HEADER;
        for (byte[] message : messages) {
            System.arraycopy(message, 0, frame, at, message.length);
            at += message.length;
        }
        return frame;
    }

    @Override
    public String toString() {
        return subprotocol();
    }
}

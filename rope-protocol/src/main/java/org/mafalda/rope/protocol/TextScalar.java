package org.mafalda.rope.protocol;

import java.nio.ByteBuffer;
import java.util.Map;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORParser;

/** Booleans, strings and bytes. */
final class TextScalar {
    private TextScalar() {}

    static void register(Map<Class<?>, WireType> types) {
        Scalar booleans = new BooleanType();
        types.put(boolean.class, booleans);
        types.put(Boolean.class, booleans);
        types.put(String.class, new StringType());
        types.put(ByteBuffer.class, new BufferType());
        types.put(byte[].class, new ArrayType());
    }

    private static final class BooleanType extends Scalar {
        BooleanType() {
            super("boolean", "a boolean");
        }

        @Override
        void writeValue(JsonGenerator out, Object value) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        Object readValue(JsonParser in) {
            JsonToken token = in.currentToken();
            if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                throw mismatch(in);
            }
            return token == JsonToken.VALUE_TRUE;
        }
    }

    private static final class StringType extends Scalar {
        StringType() {
            super("string", "a string");
        }

        @Override
        void writeValue(JsonGenerator out, Object value) {
            out.writeString((String) value);
        }

        @Override
        Object readValue(JsonParser in) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw mismatch(in);
            }
            return in.getString();
        }
    }

    private abstract static class BytesType extends Scalar {
        BytesType() {
            super("bytes", "bytes, which JSON has in Base64");
        }

        final byte[] bytes(JsonParser in) {
            JsonToken token = in.currentToken();
            JsonToken wanted = in instanceof CBORParser ? JsonToken.VALUE_EMBEDDED_OBJECT : JsonToken.VALUE_STRING;
            if (token != wanted) {
                throw mismatch(in);
            }
            try {
                return in.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
            } catch (JacksonException e) {
                throw Mismatch.fact("Not Base64: " + e.getOriginalMessage(), in);
            }
        }
    }

    private static final class BufferType extends BytesType {
        @Override
        void writeValue(JsonGenerator out, Object value) {
            ByteBuffer buffer = (ByteBuffer) value;
            if (buffer.hasArray()) {
                out.writeBinary(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            } else {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                out.writeBinary(bytes);
            }
        }

        @Override
        Object readValue(JsonParser in) {
            return ByteBuffer.wrap(bytes(in)).asReadOnlyBuffer();
        }
    }

    private static final class ArrayType extends BytesType {
        @Override
        void writeValue(JsonGenerator out, Object value) {
            out.writeBinary((byte[]) value);
        }

        @Override
        Object readValue(JsonParser in) {
            return bytes(in);
        }
    }
}

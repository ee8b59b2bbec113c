package org.mafalda.rope.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Takes what tests have written in JSON into another codec, and back. Bytes become Base64 on the way back. */
public final class Transcoder {
    /** They write more deeply nested values than a codec does. */
    private static final Map<Codec, TokenStreamFactory> FACTORIES =
            Map.of(Codec.JSON, new JsonFactory(), Codec.CBOR, new CBORFactory());

    private static final String BYTES = "bytes:";

    private Transcoder() {}

    /** The codec in which the tests of this run speak: that of the system property {@code rope.codec}. */
    public static Codec codec() {
        return "cbor".equals(System.getProperty("rope.codec")) ? Codec.CBOR : Codec.JSON;
    }

    /**
     * One value; fails with an exception of Jackson if the text is no JSON. {@code "bytes:…"} stands for bytes in
     * Base64.
     */
    public static byte[] fromJson(Codec codec, String text) {
        byte[] json = (codec == Codec.JSON ? text.replace(BYTES, "") : text).getBytes(StandardCharsets.UTF_8);
        return codec == Codec.JSON ? json : copy(Codec.JSON, json, 0, json.length, codec);
    }

    /** The text as bytes if it is no JSON. */
    public static byte[] fromAnything(Codec codec, String text) {
        try {
            return fromJson(codec, text);
        } catch (RuntimeException e) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** One value as JSON. */
    public static String toJson(Codec codec, byte[] bytes, int offset, int length) {
        return codec == Codec.JSON
                ? new String(bytes, offset, length, StandardCharsets.UTF_8)
                : new String(copy(codec, bytes, offset, length, Codec.JSON), StandardCharsets.UTF_8);
    }

    private static byte[] copy(Codec from, byte[] bytes, int offset, int length, Codec to) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JsonParser in = from.parser(bytes, offset, length);
                JsonGenerator out = Objects.requireNonNull(FACTORIES.get(to))
                        .createGenerator(TokenStreamFactory.EMPTY_WRITE_CONTEXT, copy)) {
            in.nextToken();
            copyValue(in, out);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("More than one value");
            }
        }
        return copy.toByteArray();
    }

    private static void copyValue(JsonParser in, JsonGenerator out) {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                out.writeStartObject();
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    out.writeName(name);
                    in.nextToken();
                    copyValue(in, out);
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    copyValue(in, out);
                }
                out.writeEndArray();
            }
            case VALUE_NUMBER_INT -> {
                if (NumberScalar.isLong(in)) {
                    out.writeNumber(in.getLongValue());
                } else {
                    // CBOR has no integers beyond 64 bits without tags.
                    out.writeNumber(in.getDoubleValue());
                }
            }
            case VALUE_STRING -> {
                String text = in.getString();
                if (text.startsWith(BYTES)) {
                    out.writeBinary(Base64.getDecoder().decode(text.substring(BYTES.length())));
                } else {
                    out.writeString(text);
                }
            }
            default -> TokenCopy.copy(in, out);
        }
    }
}

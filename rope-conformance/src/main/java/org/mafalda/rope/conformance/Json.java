package org.mafalda.rope.conformance;

import java.util.Base64;
import java.util.HexFormat;
import org.mafalda.rope.protocol.Codec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Values of the exchanges, and the same on the wire. */
final class Json {
    /** What begins so stands for bytes, in Base64. */
    static final String BYTES = "bytes:";

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    private Json() {}

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    static JsonNode parse(byte[] text) {
        return JSON.readTree(text);
    }

    /** As it goes over the wire. */
    static byte[] encode(JsonNode value, Codec codec) {
        return mapper(codec).writeValueAsBytes(wire(value, codec));
    }

    /** As it came over the wire. */
    static JsonNode decode(byte[] bytes, Codec codec) {
        return mapper(codec).readTree(bytes);
    }

    private static ObjectMapper mapper(Codec codec) {
        return codec == Codec.JSON ? JSON : CBOR;
    }

    /** With bytes in the form of the codec. */
    static JsonNode wire(JsonNode value, Codec codec) {
        if (value.isString() && value.stringValue().startsWith(BYTES)) {
            String base64 = value.stringValue().substring(BYTES.length());
            return codec == Codec.JSON
                    ? NODES.stringNode(base64)
                    : NODES.binaryNode(Base64.getDecoder().decode(base64));
        }
        if (value.isArray()) {
            ArrayNode all = NODES.arrayNode();
            value.forEach(element -> all.add(wire(element, codec)));
            return all;
        }
        if (value.isObject()) {
            ObjectNode all = NODES.objectNode();
            value.properties().forEach(member -> all.set(member.getKey(), wire(member.getValue(), codec)));
            return all;
        }
        return value;
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}

package org.mafalda.rope.conformance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The digest of a contract description (section 3 of the specification). */
final class Digest {
    private Digest() {}

    /** The SHA-256 of the canonical text of section 3. */
    static String of(JsonNode description) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonical(description).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String canonical(JsonNode value) {
        StringBuilder text = new StringBuilder();
        if (value.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            sorted.forEach((key, member) -> text.append(text.length() == 0 ? "{" : ",")
                    .append(Json.NODES.stringNode(key))
                    .append(':')
                    .append(canonical(member)));
            return text.length() == 0 ? "{}" : text.append('}').toString();
        }
        if (value.isArray()) {
            value.forEach(element -> text.append(text.length() == 0 ? "[" : ",").append(canonical(element)));
            return text.length() == 0 ? "[]" : text.append(']').toString();
        }
        return value.toString();
    }
}

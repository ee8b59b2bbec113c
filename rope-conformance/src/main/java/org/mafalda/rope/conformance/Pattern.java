package org.mafalda.rope.conformance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The placeholders of one exchange: filled in where a message is sent, compared where one has come. A placeholder gets
 * its value where it occurs first; {@code exchanges/README.md} says how they are written.
 */
final class Pattern {
    private static final String ABSENT = "$absent";
    private static final String ANY = "any";
    private static final String REVISION = "revision";
    private static final String TEXT = "text";

    /** What to use for a placeholder that has no value yet; its type is that of what may come. */
    private final Map<String, JsonNode> proposals;

    private Map<String, JsonNode> values = new HashMap<>();
    private long revision = 40;

    Pattern(Map<String, JsonNode> proposals) {
        this.proposals = proposals;
    }

    /** Gives a placeholder its value. */
    void bind(String name, JsonNode value) {
        values.put(name, value);
    }

    /** The value of a placeholder, which gets one if it has none. */
    JsonNode value(String name) {
        return values.computeIfAbsent(name, absent -> {
            JsonNode proposal = proposals.get(absent);
            if (proposal == null) {
                throw new IllegalArgumentException("The exchange has no value for $" + absent);
            }
            return proposal;
        });
    }

    // ---- sending

    /** The message with values for its placeholders. */
    JsonNode fill(JsonNode pattern) {
        if (pattern.isString() && pattern.stringValue().startsWith("$")) {
            return expression(pattern.stringValue().substring(1));
        }
        if (pattern.isArray()) {
            ArrayNode filled = Json.NODES.arrayNode();
            pattern.forEach(element -> filled.add(fill(element)));
            return filled;
        }
        if (pattern.isObject()) {
            ObjectNode filled = Json.NODES.objectNode();
            pattern.properties().forEach(member -> {
                if (!isAbsent(member.getValue())) {
                    filled.set(member.getKey(), fill(member.getValue()));
                }
            });
            return filled;
        }
        return pattern;
    }

    /** The text with values, as JSON, for what stands as ${name} in it. */
    String fillText(String text) {
        String filled = text;
        for (int at = filled.indexOf("${"); at >= 0; at = filled.indexOf("${")) {
            int end = filled.indexOf('}', at);
            filled = filled.substring(0, at) + expression(filled.substring(at + 2, end)) + filled.substring(end + 1);
        }
        return filled;
    }

    /** A name, a name plus or minus a number, or a name times a number. */
    private JsonNode expression(String text) {
        int at = 0;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        if (text.equals(REVISION)) {
            revision++;
            return Json.NODES.numberNode(revision);
        }
        if (text.equals(TEXT)) {
            return Json.NODES.stringNode("words for people");
        }
        JsonNode value = value(text.substring(0, at));
        if (at == text.length()) {
            return value;
        }
        long operand = Long.parseLong(text.substring(at + 1));
        return Json.NODES.numberNode(
                switch (text.charAt(at)) {
                    case '+' -> value.longValue() + operand;
                    case '-' -> value.longValue() - operand;
                    case '*' -> value.longValue() * operand;
                    default -> throw new IllegalArgumentException("No expression: $" + text);
                });
    }

    // ---- receiving

    /** What is wrong with the message; null if it fits, and then its placeholders have their values. */
    @Nullable String mismatch(JsonNode pattern, JsonNode message) {
        Map<String, JsonNode> before = new HashMap<>(values);
        String problem = compare("", pattern, message);
        if (problem != null) {
            values = before;
        }
        return problem;
    }

    private @Nullable String compare(String where, JsonNode pattern, JsonNode value) {
        if (pattern.isString() && pattern.stringValue().startsWith("$")) {
            return placeholder(where, pattern.stringValue().substring(1), value);
        }
        if (pattern.isObject()) {
            return value.isObject() ? members(where, pattern, value) : differs(where, pattern, value);
        }
        if (pattern.isArray()) {
            return value.isArray() ? elements(where, pattern, value) : differs(where, pattern, value);
        }
        return same(pattern, value) ? null : differs(where, pattern, value);
    }

    private @Nullable String placeholder(String where, String name, JsonNode value) {
        if (name.equals(ANY)
                || (name.equals(REVISION) && value.isIntegralNumber())
                || (name.equals(TEXT) && value.isString())) {
            return null;
        }
        if (!Character.isLetterOrDigit(name.charAt(name.length() - 1)) || name.matches(".*[-+*].*")) {
            return same(expression(name), value) ? null : differs(where, expression(name), value);
        }
        JsonNode known = values.get(name);
        if (known != null) {
            return same(known, value) ? null : differs(where, known, value);
        }
        JsonNode proposal = proposals.get(name);
        if (proposal == null) {
            throw new IllegalArgumentException("The exchange has no value for $" + name);
        }
        if (proposal.getNodeType() != value.getNodeType()
                || (proposal.isIntegralNumber() && !value.isIntegralNumber())) {
            return where + " must be like " + proposal + " and is " + value;
        }
        values.put(name, value);
        return null;
    }

    private @Nullable String members(String where, JsonNode pattern, JsonNode value) {
        for (Map.Entry<String, JsonNode> member : pattern.properties()) {
            JsonNode actual = value.get(member.getKey());
            String path = where + "/" + member.getKey();
            if (isAbsent(member.getValue())) {
                if (actual != null && !actual.isNull()) {
                    return path + " must not be there and is " + actual;
                }
            } else if (actual == null) {
                if (!member.getValue().isNull()) {
                    return path + " is missing";
                }
            } else {
                String problem = compare(path, member.getValue(), actual);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private @Nullable String elements(String where, JsonNode pattern, JsonNode value) {
        if (pattern.size() != value.size()) {
            return where + " must have " + pattern.size() + " elements and is " + value;
        }
        for (int i = 0; i < pattern.size(); i++) {
            String problem = compare(where + "/" + i, pattern.get(i), value.get(i));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static boolean isAbsent(JsonNode pattern) {
        return pattern.isString() && pattern.stringValue().equals(ABSENT);
    }

    /** Numbers are equal by value, objects whatever the order of their members is. */
    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.isArray() && b.isArray() && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a.isObject() && b.isObject()) {
            Set<String> names = new HashSet<>(a.propertyNames());
            return names.equals(new HashSet<>(b.propertyNames()))
                    && names.stream().allMatch(name -> same(a.path(name), b.path(name)));
        }
        return a.equals(b);
    }

    private static String differs(String where, JsonNode expected, JsonNode actual) {
        return (where.isEmpty() ? "it" : where) + " must be " + expected + " and is " + actual;
    }
}

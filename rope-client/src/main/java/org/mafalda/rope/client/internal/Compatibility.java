package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.ContractModel;
import tools.jackson.core.JsonParser;

/**
 * Compares the contract descriptions of client and server (section 3 of the specification). What only one side has is
 * no conflict: a method that the server lacks fails when it is called. What both have must have the same shape, apart
 * from what may be null.
 */
final class Compatibility {
    private final List<String> conflicts = new ArrayList<>();

    private Compatibility() {}

    /** What does not fit, one line each; empty if they fit. */
    static List<String> conflicts(ContractModel mine, Object theirs) {
        byte[] description = mine.description();
        Compatibility compatibility = new Compatibility();
        try (JsonParser in = Codec.JSON.parser(description, 0, description.length)) {
            in.nextToken();
            compatibility.compare(map(Params.tree(in)), map(theirs));
        }
        return compatibility.conflicts;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private void compare(Map<?, ?> mine, Map<?, ?> theirs) {
        forBoth("", map(mine.get("objects")), map(theirs.get("objects")), (type, ours, others) -> {
            for (String kind : List.of("state", "collections", "procedures", "oneWay", "events")) {
                forBoth(type + ".", map(map(ours).get(kind)), map(map(others).get(kind)), this::member);
            }
        });
        forBoth("", map(mine.get("values")), map(theirs.get("values")), (type, ours, others) -> {
            for (String kind : List.of("fields", "names", "variants")) {
                if (map(ours).containsKey(kind) != map(others).containsKey(kind)) {
                    conflicts.add(type + " is another kind of value");
                    return;
                }
            }
            forBoth(type + ".", map(map(ours).get("fields")), map(map(others).get("fields")), this::member);
        });
    }

    /** Compares something that both sides have. */
    @FunctionalInterface
    private interface Pair {
        void compare(String name, @Nullable Object mine, @Nullable Object theirs);
    }

    private static void forBoth(String prefix, Map<?, ?> mine, Map<?, ?> theirs, Pair pair) {
        Set<Object> both = new TreeSet<>(mine.keySet());
        both.retainAll(theirs.keySet());
        both.forEach(name -> pair.compare(prefix + name, mine.get(name), theirs.get(name)));
    }

    private void member(String name, @Nullable Object mine, @Nullable Object theirs) {
        if (mine instanceof Map<?, ?> ours && theirs instanceof Map<?, ?> others) {
            forBoth(name + " ", ours, others, this::member);
        } else if (mine instanceof List<?> ours && theirs instanceof List<?> others) {
            for (int i = 0; i < Math.min(ours.size(), others.size()); i++) {
                member(name + " " + i, ours.get(i), others.get(i));
            }
        } else if (!shape(mine).equals(shape(theirs))) {
            conflicts.add(name + " is " + theirs + " on the server and " + mine + " here");
        }
    }

    private static String shape(@Nullable Object type) {
        return String.valueOf(type).replace("?", "");
    }
}

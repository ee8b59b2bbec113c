package org.mafalda.acceptance.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All types and members of mediasoup, as its TypeScript declarations have them. */
record Inventory(List<UpstreamType> types) {
    private static final String RESOURCE = "/mediasoup-3.27.1-api.json";

    /**
     * A type, a function or a set of events.
     *
     * @param name its name
     * @param file the file that declares it
     * @param form record, interface, alias, events, function or error
     * @param type what an alias stands for
     * @param members fields, states, methods, setters, events
     */
    record UpstreamType(
            String name, String file, String form, @Nullable String type, List<UpstreamMember> members) {
        private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

        UpstreamType {
            members = members == null ? List.of() : List.copyOf(members);
        }

        /** The values, if it is an alias of a union of string literals. */
        Optional<List<String>> literals() {
            if (type == null
                    || !form.equals("alias")
                    || !type.replaceAll("'[^']*'", "").matches("[ |]*")) {
                return Optional.empty();
            }
            return Optional.of(
                    LITERAL.matcher(type).results().map(UpstreamType::text).toList());
        }

        private static String text(MatchResult literal) {
            return literal.group(1);
        }
    }

    /**
     * A member of a type.
     *
     * @param name its name; one name may occur twice, as state and as setter
     * @param kind field, state, setter or method; null for an event
     */
    record UpstreamMember(String name, @Nullable String kind) {}

    Inventory {
        types = List.copyOf(types);
    }

    static Inventory read() {
        record Json(
                String file,
                String form,
                @Nullable String type,
                @Nullable List<UpstreamMember> members) {}
        try (InputStream in = Inventory.class.getResourceAsStream(RESOURCE)) {
            Map<String, Json> all = JsonMapper.shared().readValue(in, new TypeReference<Map<String, Json>>() {});
            List<UpstreamType> types = new ArrayList<>();
            all.forEach((name, json) -> types.add(new UpstreamType(
                    name, json.file(), json.form(), json.type(), json.members() == null ? List.of() : json.members())));
            return new Inventory(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long memberCount() {
        return types.stream().mapToLong(type -> type.members().size()).sum();
    }
}

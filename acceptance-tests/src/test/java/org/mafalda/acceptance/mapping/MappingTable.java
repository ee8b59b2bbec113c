package org.mafalda.acceptance.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of {@code mediasoup-mapping.txt}: what the conventions do not say. */
record MappingTable(Map<String, Entry> entries) {
    private static final String RESOURCE = "/mediasoup-mapping.txt";
    private static final Pattern COUNTERPART = Pattern.compile("(\\S+) -> (\\S+)(?: : (.+))?");
    private static final Pattern LEFT_OUT = Pattern.compile("(\\S+) -- (.+)");

    /**
     * What a line says of a member or type of mediasoup.
     *
     * @param ours type or member of ours; null if it is left out
     * @param note a note, or why it is left out
     */
    record Entry(@Nullable String ours, @Nullable String note) {}

    static MappingTable read() {
        try (InputStream in = MappingTable.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MappingTable parse(List<String> lines) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher counterpart = COUNTERPART.matcher(line);
            Matcher leftOut = LEFT_OUT.matcher(line);
            if (counterpart.matches()) {
                put(entries, counterpart.group(1), new Entry(counterpart.group(2), counterpart.group(3)));
            } else if (leftOut.matches()) {
                put(entries, leftOut.group(1), new Entry(null, leftOut.group(2)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException("Line not understood [line:" + line + "]");
            }
        }
        return new MappingTable(entries);
    }

    private static void put(Map<String, Entry> entries, String upstream, Entry entry) {
        if (entries.put(upstream, entry) != null) {
            throw new IllegalArgumentException("Two lines for one name [name:" + upstream + "]");
        }
    }

    /** What the table says of a type, or of a member as {@code Type.member}. */
    Optional<Entry> entry(String upstream) {
        return Optional.ofNullable(entries.get(upstream));
    }
}

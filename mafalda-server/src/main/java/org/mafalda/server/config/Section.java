package org.mafalda.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one part of a configuration. Each is asked for by its name and type; {@link #done} tells of those that
 * nobody has asked for. What does not fit becomes a fault, and its default stands in. Not thread-safe.
 */
final class Section {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*([A-Za-z]*)");
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    /** A key that differs in more letters was not meant. */
    private static final int SIMILAR = 4;

    private final Value.Mapping mapping;
    private final Path folder;
    private final Faults faults;
    private final Set<String> known = new LinkedHashSet<>();

    /** {@code folder}: where relative paths begin. */
    Section(Value.Mapping mapping, Path folder, Faults faults) {
        this.mapping = mapping;
        this.folder = folder;
        this.faults = faults;
    }

    /** All that it says but under that key, in one line: equal for parts that say the same. */
    String textWithout(String key) {
        LinkedHashMap<String, Value> others = new LinkedHashMap<>(mapping.entries());
        others.remove(key);
        return new Value.Mapping(mapping.path(), mapping.source(), others).text();
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    private Value at(String key) {
        known.add(key);
        Value value = mapping.entries().get(key);
        boolean nothing = value == null || (value instanceof Value.Scalar scalar && scalar.content() == null);
        return nothing || value == null ? new Value.Missing(child(key), mapping.source()) : value;
    }

    private String child(String key) {
        return mapping.path().isEmpty() ? key : mapping.path() + "." + key;
    }

    /** A value that {@code reading} makes of a text; its exception's message says what is wrong. */
    <T> @Nullable T read(String key, Function<String, T> reading) {
        Value value = at(key);
        if (value instanceof Value.Missing) {
            return null;
        }
        if (value instanceof Value.Scalar scalar && scalar.content() != null) {
            try {
                return reading.apply(scalar.content());
            } catch (RuntimeException e) {
                faults.add(value, e.getMessage() + " [" + key + ":" + scalar.content() + "]");
                return null;
            }
        }
        faults.add(value, "must be a single value");
        return null;
    }

    private <T> T read(String key, T otherwise, Function<String, T> reading) {
        T value = read(key, reading);
        return value == null ? otherwise : value;
    }

    @Nullable String text(String key) {
        return read(key, text -> text);
    }

    String text(String key, String otherwise) {
        return read(key, otherwise, text -> text);
    }

    /** The first line of a file that is named here, so that secrets need not stand in the configuration. */
    @Nullable String secret(String key) {
        return fromFile(key, Section::firstLine);
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).orElse("");
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    /** A text that must be there. */
    String requiredText(String key) {
        require(key);
        return read(key, "", text -> text);
    }

    /** A fault if nothing is given under that key. */
    void require(String key) {
        if (at(key) instanceof Value.Missing missing) {
            faults.add(missing, "is required");
        }
    }

    boolean flag(String key, boolean otherwise) {
        return read(key, otherwise, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        });
    }

    int integer(String key, int otherwise, int least, int most) {
        return read(key, otherwise, text -> integer(text, least, most));
    }

    @Nullable Integer optionalInteger(String key, int least, int most) {
        return read(key, text -> integer(text, least, most));
    }

    private static int integer(String text, int least, int most) {
        String rule = "must be a number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
        throw new IllegalArgumentException(rule);
    }

    double number(String key, double otherwise, double least, double most) {
        return read(key, otherwise, text -> {
            String rule = "must be a number from " + least + " to " + most;
            try {
                double number = Double.parseDouble(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule, e);
            }
            throw new IllegalArgumentException(rule);
        });
    }

    /** A time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 2d}. */
    Duration time(String key, Duration otherwise) {
        return read(key, otherwise, Durations::parse);
    }

    /** A number of bytes, such as {@code 8MiB}. */
    long size(String key, long otherwise) {
        return read(key, otherwise, text -> {
            Matcher amount = AMOUNT.matcher(text);
            Long unit = amount.matches() ? SIZES.get(amount.group(2)) : null;
            if (unit == null) {
                throw new IllegalArgumentException(
                        "must be a number of bytes, or one with KiB, MiB or GiB, such as 8MiB");
            }
            return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
        });
    }

    /** A file, relative to the folder of the configuration; null if none is named, or if it is absent. */
    @Nullable Path file(String key) {
        Path file = read(key, folder::resolve);
        if (file != null && !Files.exists(file)) {
            faults.addAbsent(at(key), file);
            return null;
        }
        return file;
    }

    /** What {@code reading} makes of a file; null if none is named, or if it is absent. */
    <T> @Nullable T fromFile(String key, Function<Path, T> reading) {
        Path file = file(key);
        return file == null ? null : read(key, text -> reading.apply(file));
    }

    /** Whether a file that the configuration names is absent, so that nothing can be started by it. */
    boolean isIncomplete() {
        return !faults.absent().isEmpty();
    }

    /** One of several words: the constants of an enum, in lower case with hyphens. */
    <E extends Enum<E>> E word(String key, E otherwise) {
        return read(key, otherwise, text -> {
            List<String> words = new ArrayList<>();
            for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
                String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (word.equals(text)) {
                    return constant;
                }
                words.add(word);
            }
            throw new IllegalArgumentException("must be one of " + String.join(", ", words));
        });
    }

    /** Texts; a single one counts as a list of one. */
    List<String> texts(String key) {
        Value value = at(key);
        if (!(value instanceof Value.Sequence sequence)) {
            String single = read(key, text -> text);
            return single == null ? List.of() : List.of(single);
        }
        List<String> texts = new ArrayList<>();
        for (Value element : sequence.elements()) {
            if (element instanceof Value.Scalar scalar && scalar.content() != null) {
                texts.add(scalar.content());
            } else {
                faults.add(element, "must be a single value");
            }
        }
        return texts;
    }

    /** Texts by keys of the user's own. */
    Map<String, String> map(String key) {
        Section section = section(key);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : section.mapping.entries().keySet()) {
            texts.put(name, section.requiredText(name));
        }
        return texts;
    }

    /** A part of this part; without keys if it was not written. */
    Section section(String key) {
        Value value = at(key);
        if (value instanceof Value.Mapping inner) {
            return new Section(inner, folder, faults);
        }
        if (!(value instanceof Value.Missing)) {
            faults.add(value, "must consist of keys with values");
        }
        return new Section(Value.Mapping.empty(child(key), mapping.source()), folder, faults);
    }

    /** The parts in a list. */
    List<Section> sections(String key) {
        Value value = at(key);
        if (value instanceof Value.Missing) {
            return List.of();
        }
        if (!(value instanceof Value.Sequence sequence)) {
            faults.add(value, "must be a list");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (Value element : sequence.elements()) {
            if (element instanceof Value.Mapping inner) {
                sections.add(new Section(inner, folder, faults));
            } else {
                faults.add(element, "must consist of keys with values");
            }
        }
        return sections;
    }

    /** Whether there is a list under that key. */
    boolean isList(String key) {
        return at(key) instanceof Value.Sequence;
    }

    /** Makes something of a text under a key; null, and a fault, if that fails. */
    <T> @Nullable T made(String key, String text, Function<String, T> making) {
        try {
            return making.apply(text);
        } catch (RuntimeException e) {
            faults.add(at(key), e.getMessage() + " [" + key + ":" + text + "]");
            return null;
        }
    }

    /** Builds something of the whole part; null, and a fault, if that fails. */
    <T> @Nullable T built(Supplier<T> building) {
        try {
            return building.get();
        } catch (RuntimeException e) {
            faults.add(mapping, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Builds something of the whole part; what stands for it if that fails, which is a fault. */
    <T> T built(Supplier<T> building, T otherwise) {
        T built = built(building);
        return built == null ? otherwise : built;
    }

    void fault(String rule) {
        faults.add(mapping, rule);
    }

    /** The key is known, whether somebody asks for it or not. */
    void expect(String key) {
        known.add(key);
    }

    /** Tells of keys that nobody has asked for, each with the closest that somebody has. */
    void done() {
        for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                String closest = closest(key);
                faults.add(
                        entry.getValue(),
                        "is no known key" + (closest == null ? "." : ", did you mean " + closest + "?")
                                + " Known here: " + String.join(", ", known));
            }
        }
    }

    private @Nullable String closest(String key) {
        LevenshteinDistance distance = new LevenshteinDistance(SIMILAR);
        String closest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int letters = distance.apply(key, candidate);
            if (letters >= 0 && letters < least) {
                least = letters;
                closest = candidate;
            }
        }
        return closest;
    }
}

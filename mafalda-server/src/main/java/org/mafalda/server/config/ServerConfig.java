package org.mafalda.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.server.RopeServerOptions;

/** What a server is to do. Immutable. */
public final class ServerConfig {
    private final Offer serve;
    private final RopeServerOptions listen;
    private final @Nullable Operations operations;
    private final @Nullable RopeServerOptions admin;
    private final Duration drain;
    private final Logging log;
    private final Layer.Member stack;
    private final String listening;
    private final String limits;
    /** What it says, by the keys of what cannot change while a server runs. */
    private final Map<String, String> fixed;

    private ServerConfig(Section root) {
        this.serve = root.word("serve", Offer.MEDIASOUP);
        Section door = root.section("listen");
        this.listen = ListenReader.read(door, ListenReader.Door.clients(serve));
        this.listening = ListenReader.describe(door, listen);
        this.limits = door.section("limits").textWithout("");
        this.operations = root.has("operations") ? operations(root.section("operations")) : null;
        this.admin = root.has("admin") ? ListenReader.read(root.section("admin"), ListenReader.Door.OPERATORS) : null;
        this.drain = root.time("drain", Duration.ZERO);
        this.log = logging(root.section("log"));
        this.stack = LayerReader.below(root, "stack");
        if (serve == Offer.MAFALDA && !stack.layer().isMafalda()) {
            root.read("serve", text -> {
                throw new IllegalArgumentException("needs a stack whose uppermost layer is a mafalda, here or remote");
            });
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("listen", door.textWithout("limits"));
        parts.put("operations", root.section("operations").textWithout(""));
        parts.put("admin", root.section("admin").textWithout(""));
        parts.put("serve", root.text("serve", "mediasoup"));
        parts.put("stack", stack.definition());
        this.fixed = Collections.unmodifiableMap(parts);
        root.done();
    }

    /** What clients are offered. */
    public Offer serve() {
        return serve;
    }

    /** Where clients connect, and what they may do. */
    public RopeServerOptions listen() {
        return listen;
    }

    /** What it says of the limits of {@link #listen}: equal as long as that does not change. */
    public String limits() {
        return limits;
    }

    /** Where operators look; null if nowhere. */
    public @Nullable Operations operations() {
        return operations;
    }

    /** Where operators connect, and what they may do; null if nowhere. */
    public @Nullable RopeServerOptions admin() {
        return admin;
    }

    /** How long a server that is told to stop waits for its workers to be closed; 0 if not at all. */
    public Duration drain() {
        return drain;
    }

    /** The keys of what cannot change while a server runs, and is said otherwise here than there. */
    public List<String> fixedDifferences(ServerConfig running) {
        return fixed.keySet().stream()
                .filter(key -> !Objects.equals(fixed.get(key), running.fixed.get(key)))
                .toList();
    }

    /** What is logged, and how. */
    public Logging log() {
        return log;
    }

    /** What is offered. */
    Layer.Member stack() {
        return stack;
    }

    /**
     * Where {@code /metrics}, {@code /healthz} and {@code /readyz} are answered, without TLS or authentication.
     *
     * @param address IP address or host name
     * @param port TCP port, 0 to 65535; 0 takes any that is free
     */
    public record Operations(String address, int port) {}

    /**
     * How it logs.
     *
     * @param level of this project's own loggers
     * @param format of the lines
     */
    public record Logging(Level level, Format format) {
        /** How much. */
        public enum Level {
            /** Failures alone. */
            ERROR,
            /** And what an operator should look at. */
            WARN,
            /** And what happens. */
            INFO,
            /** And why. */
            DEBUG
        }

        /** How it looks. */
        public enum Format {
            /** Lines for people. */
            TEXT,
            /** One JSON object a line. */
            JSON
        }
    }

    /**
     * Reads a configuration. What the file does not say is found in the environment or has its default.
     *
     * @param file null for none
     * @param environment variables; those that begin with {@code MAFALDA__} count
     * @param settings values by their paths, which win over all others
     * @throws ConfigException if there are faults, files that do not exist among them; it tells them all
     */
    public static ServerConfig read(
            @Nullable Path file, Map<String, String> environment, Map<String, String> settings) {
        Faults faults = new Faults();
        ServerConfig config = read(file, environment, settings, faults);
        faults.checkAll();
        return config;
    }

    /**
     * Checks a configuration that may be meant for another machine: keys, certificates and tokens need not exist. What
     * it says of them is checked where they do.
     *
     * @return the layers as a tree, for people, and a line for each file that does not exist
     * @throws ConfigException if there are faults; it tells them all
     */
    public static String check(@Nullable Path file, Map<String, String> environment, Map<String, String> settings) {
        Faults faults = new Faults();
        ServerConfig config = read(file, environment, settings, faults);
        faults.check();
        StringBuilder text = new StringBuilder(config.draw());
        faults.absent()
                .forEach((absent, place) -> text.append("Not on this machine: %s (%s)%n".formatted(absent, place)));
        return text.toString();
    }

    private static ServerConfig read(
            @Nullable Path file, Map<String, String> environment, Map<String, String> settings, Faults faults) {
        Value.Mapping written = file == null
                ? Value.Mapping.empty("", "configuration")
                : YamlReader.read(text(file), file.toString(), faults);
        Path folder = file == null ? Path.of("") : file.resolveSibling("");
        return new ServerConfig(new Section(Overrides.apply(written, environment, settings, faults), folder, faults));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read: " + e));
        }
    }

    private static Operations operations(Section section) {
        Operations operations =
                new Operations(section.text("address", "127.0.0.1"), section.integer("port", 4444, 0, 65_535));
        section.done();
        return operations;
    }

    private static Logging logging(Section section) {
        Logging logging =
                new Logging(section.word("level", Logging.Level.INFO), section.word("format", Logging.Format.TEXT));
        section.done();
        return logging;
    }

    private String draw() {
        StringBuilder lines = new StringBuilder(serve.name().toLowerCase(Locale.ROOT) + " at " + listening + "\n");
        stack.layer().draw("└─ ", "   ", lines);
        return lines.toString();
    }
}

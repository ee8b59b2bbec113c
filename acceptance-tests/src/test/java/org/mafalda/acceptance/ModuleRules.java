package org.mafalda.acceptance;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which module may import which: a row per module, as in the design. */
final class ModuleRules {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "com.sun.", "sun.");
    private static final String JSPECIFY = "org.jspecify.annotations.";
    private static final List<String> COMMON_LIBRARIES = List.of("org.slf4j.", "com.google.common.");

    private static final Map<String, Row> ROWS = new LinkedHashMap<>();

    static {
        api("rope-api", "org.mafalda.rope");
        api("mediasoup-api", "org.mafalda.mediasoup", "rope-api");
        row("rope-runtime", "org.mafalda.rope.runtime", List.of("rope-api"), List.of());
        row(
                "rope-protocol",
                "org.mafalda.rope.protocol",
                List.of("rope-api", "rope-runtime"),
                List.of("tools.jackson.", "com.fasterxml.jackson.annotation."));
        List<String> ropeEnd = List.of("org.eclipse.jetty.", "tools.jackson.core.");
        row("rope-server", "org.mafalda.rope.server", List.of("rope-protocol"), ropeEnd);
        row("rope-client", "org.mafalda.rope.client", List.of("rope-protocol"), ropeEnd);
        row("rope-testkit", "org.mafalda.rope.testkit", List.of(), List.of());
        row("mediasoup-layers", "org.mafalda.mediasoup.layers", List.of("mediasoup-api", "rope-runtime"), List.of());
        row("mediasoup-worker", "org.mafalda.mediasoup.worker", List.of(), List.of("com.google.flatbuffers."));
        row(
                "mediasoup-local",
                "org.mafalda.mediasoup.local",
                List.of("mediasoup-layers", "mediasoup-worker"),
                List.of("com.google.flatbuffers.", "oshi."));
        row("mediasoup-horizontal", "org.mafalda.mediasoup.horizontal", List.of("mediasoup-layers"), List.of());
        row(
                "mediasoup-simulator",
                "org.mafalda.mediasoup.simulator",
                List.of("mediasoup-layers", "rope-runtime"),
                List.of());
        api("mafalda-api", "org.mafalda.mafalda", "mediasoup-api");
        row("mafalda", "org.mafalda.mafalda.layer", List.of("mafalda-api", "mediasoup-layers"), List.of());
        row(
                "remote-mediasoup-server",
                "org.mafalda.mediasoup.remote.server",
                List.of("rope-server", "mediasoup-api"),
                List.of());
        row(
                "remote-mediasoup-client",
                "org.mafalda.mediasoup.remote.client",
                List.of("rope-client", "mediasoup-api"),
                List.of());
        row(
                "remote-mafalda-server",
                "org.mafalda.mafalda.remote.server",
                List.of("rope-server", "mafalda-api"),
                List.of());
        row(
                "remote-mafalda-client",
                "org.mafalda.mafalda.remote.client",
                List.of("remote-mediasoup-client", "mafalda-api"),
                List.of());
        row(
                "mafalda-server",
                "org.mafalda.server",
                List.of(
                        "mediasoup-local",
                        "mediasoup-horizontal",
                        "mafalda",
                        "remote-mediasoup-server",
                        "remote-mediasoup-client",
                        "remote-mafalda-server",
                        "remote-mafalda-client"),
                List.of(
                        "picocli.",
                        "io.micrometer.",
                        "org.eclipse.jetty.",
                        "org.snakeyaml.engine.",
                        "org.apache.commons.text.",
                        "ch.qos.logback."));
        row(
                "acceptance-tests",
                "org.mafalda.acceptance",
                List.of("mediasoup-api"),
                List.of(
                        "org.junit.",
                        "org.assertj.",
                        "org.opentest4j.",
                        "com.microsoft.playwright.",
                        "tools.jackson.",
                        "com.fasterxml.jackson.annotation."));
        row(
                "demo",
                "org.mafalda.demo",
                List.of("mafalda-api", "mafalda-server", "mediasoup-local", "remote-mediasoup-client"),
                List.of("picocli.", "org.eclipse.jetty.", "tools.jackson.", "com.fasterxml.jackson.annotation."));
    }

    /**
     * A module.
     *
     * @param module its name
     * @param root its root package; a module whose root lies below that of another takes its packages out of it
     * @param imports the modules that it imports
     * @param libraries prefixes of the names of the library classes that it imports
     */
    record Row(String module, String root, List<String> imports, List<String> libraries) {
        private boolean holds(String packageName) {
            return packageName.equals(root) || packageName.startsWith(root + ".");
        }
    }

    private ModuleRules() {}

    private static void api(String module, String root, String... imports) {
        ROWS.put(module, new Row(module, root, List.of(imports), List.of()));
    }

    private static void row(String module, String root, List<String> imports, List<String> libraries) {
        List<String> all = new ArrayList<>(COMMON_LIBRARIES);
        all.addAll(libraries);
        ROWS.put(module, new Row(module, root, imports, all));
    }

    /** The module of a package of ours. */
    static Optional<Row> moduleOf(String packageName) {
        return ROWS.values().stream()
                .filter(row -> row.holds(packageName))
                .max(Comparator.comparingInt(row -> row.root().length()));
    }

    /** Whether a class may use another. */
    static boolean mayUse(JavaClass user, JavaClass used) {
        String name = used.getName();
        if (used.isPrimitive() || JDK.stream().anyMatch(name::startsWith) || name.startsWith(JSPECIFY)) {
            return true;
        }
        Row from = moduleOf(user.getPackageName()).orElseThrow();
        if (name.startsWith("org.mafalda.")) {
            return moduleOf(used.getPackageName())
                    .map(to -> to.equals(from) || reachable(from).contains(to.module()))
                    .orElse(false);
        }
        return from.libraries().stream().anyMatch(name::startsWith);
    }

    /** The modules that a module imports, and those that come with them. */
    private static Set<String> reachable(Row from) {
        Set<String> all = new LinkedHashSet<>();
        for (String module : from.imports()) {
            Row row = ROWS.get(module);
            if (row != null && all.add(module)) {
                all.addAll(reachable(row));
            }
        }
        return all;
    }
}

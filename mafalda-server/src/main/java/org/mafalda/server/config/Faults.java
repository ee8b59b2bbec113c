package org.mafalda.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a configuration, so that all of it is told at once. Not thread-safe. */
final class Faults {
    private final List<String> all = new ArrayList<>();
    /** By the file: where it is named first. */
    private final Map<Path, String> absent = new LinkedHashMap<>();

    void add(Value place, String rule) {
        all.add(place.where() + ": " + rule);
    }

    /** A file that is named there does not exist on this machine. */
    void addAbsent(Value place, Path file) {
        absent.putIfAbsent(file, place.where());
    }

    /** The files that do not exist, by where they are named first. */
    Map<Path, String> absent() {
        return Collections.unmodifiableMap(absent);
    }

    /** Fails if there were any faults; files that do not exist are none. */
    void check() {
        if (!all.isEmpty()) {
            throw new ConfigException(all);
        }
    }

    /** Fails if there were any faults or files that do not exist. */
    void checkAll() {
        absent.forEach((file, place) -> all.add(place + ": there is no such file [file:" + file + "]"));
        check();
    }
}

package org.mafalda.server.config;

import java.util.List;

/** A configuration that cannot be used, with all its faults. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    ConfigException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, each with its file, line and key. */
    public List<String> faults() {
        return faults;
    }
}

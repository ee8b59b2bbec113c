package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * A log line of a worker.
 *
 * @param level how grave it is
 * @param namespace where it comes from: {@code worker:} and the process id of the worker
 * @param message the line
 */
public record LogEvent(LogLevel level, String namespace, String message) {
    /** Checks the fields. */
    public LogEvent {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(message, "message");
    }
}

package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * A log line of mediasoup or of a worker.
 *
 * @param level how grave it is
 * @param namespace where it comes from: {@code mediasoup:Worker} or the worker's id
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

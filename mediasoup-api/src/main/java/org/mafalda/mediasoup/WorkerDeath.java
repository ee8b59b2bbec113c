package org.mafalda.mediasoup;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a worker ended that was not closed.
 *
 * @param cause what ended it
 * @param exitCode exit code of its process, if it has one
 * @param signal number of the signal that ended its process, if one did
 * @param message the whole in words
 */
public record WorkerDeath(
        Cause cause, @Nullable Integer exitCode, @Nullable Integer signal, String message) {
    /** Checks the fields. */
    public WorkerDeath {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(message, "message");
    }

    /** What ended a worker. */
    public enum Cause {
        /** Its process exited by itself. */
        EXITED,
        /** Its process was ended by a signal. */
        KILLED,
        /** It sent what cannot be understood, and was ended. */
        CHANNEL_BROKEN,
        /** Its box could not be reached for too long. */
        NODE_LOST
    }
}

package org.mafalda.mediasoup.horizontal;

import java.time.Instant;
import java.util.Objects;

/**
 * How far a drain is.
 *
 * @param state what it does
 * @param deadline when the workers that are left are closed
 * @param total workers that there were in the beginning
 * @param left workers that are still there, 0 to total
 */
public record DrainProgress(State state, Instant deadline, int total, int left) {
    /** Checks the fields. */
    public DrainProgress {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(deadline, "deadline");
    }

    /** What a drain does. */
    public enum State {
        /** It waits until the workers are closed. */
        WAITING("waiting"),
        /** No worker is left. */
        DONE("done"),
        /** It was given up. */
        CANCELLED("cancelled");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** Its name in lower case. */
        @Override
        public String toString() {
            return text;
        }
    }
}

package org.mafalda.rope.server.internal;

import org.jspecify.annotations.Nullable;

/**
 * Which connection speaks for a session: one at a time, also while another takes over, so that what the session has
 * received can be counted exactly. Thread-safe; nobody waits.
 */
final class Floor {
    private @Nullable ServerLink speaker;
    private boolean speaking;
    private @Nullable Runnable afterwards;

    /** Whether the connection may be heard; if so, {@link #end} is to follow on the same thread. */
    synchronized boolean begin(ServerLink link) {
        if (speaker != link) {
            return false;
        }
        speaking = true;
        return true;
    }

    void end() {
        Runnable next;
        synchronized (this) {
            speaking = false;
            next = afterwards;
            afterwards = null;
        }
        if (next != null) {
            next.run();
        }
    }

    /** Gives the floor to another connection; {@code then} is run when the one before has ended its frame. */
    void give(ServerLink link, Runnable then) {
        synchronized (this) {
            speaker = link;
            if (speaking) {
                afterwards = then;
                return;
            }
        }
        then.run();
    }
}

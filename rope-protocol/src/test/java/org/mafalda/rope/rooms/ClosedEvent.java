package org.mafalda.rope.rooms;

import org.mafalda.rope.Gone;

/** The room was closed. */
public record ClosedEvent() {
    /** The event of a room that vanished with its connection. */
    @Gone
    public static ClosedEvent gone() {
        return new ClosedEvent();
    }
}

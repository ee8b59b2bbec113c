package org.mafalda.chaos.ledger;

import org.mafalda.rope.Gone;

/** The account was closed. */
public record ClosedEvent() {
    /** The event of an account that vanished with its connection. */
    @Gone
    public static ClosedEvent gone() {
        return new ClosedEvent();
    }
}

package org.mafalda.mafalda;

import java.util.Objects;

/**
 * An inner router has gone.
 *
 * @param innerRouterId its id
 * @param workerId the id of the real worker that it was on
 */
public record InnerRouterClosedEvent(String innerRouterId, String workerId) {
    /** Refuses nulls. */
    public InnerRouterClosedEvent {
        Objects.requireNonNull(innerRouterId, "innerRouterId");
        Objects.requireNonNull(workerId, "workerId");
    }
}

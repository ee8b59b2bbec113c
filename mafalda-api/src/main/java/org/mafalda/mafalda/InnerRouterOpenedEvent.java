package org.mafalda.mafalda;

import java.util.Objects;

/**
 * An inner router has been opened.
 *
 * @param innerRouterId its id
 * @param workerId the id of the real worker that it is on
 */
public record InnerRouterOpenedEvent(String innerRouterId, String workerId) {
    /** Refuses nulls. */
    public InnerRouterOpenedEvent {
        Objects.requireNonNull(innerRouterId, "innerRouterId");
        Objects.requireNonNull(workerId, "workerId");
    }
}

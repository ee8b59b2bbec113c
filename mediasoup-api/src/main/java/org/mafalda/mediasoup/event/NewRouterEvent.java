package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Router;

/**
 * A router was created and is in {@code routers()}.
 *
 * @param router the new router
 */
public record NewRouterEvent(Router router) {
    /** Checks the fields. */
    public NewRouterEvent {
        Objects.requireNonNull(router, "router");
    }
}

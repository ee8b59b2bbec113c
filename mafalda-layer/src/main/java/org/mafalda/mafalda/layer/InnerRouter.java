package org.mafalda.mafalda.layer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mafalda.mediasoup.Router;

/** The part of a router that is on one real worker. Thread-safe. */
final class InnerRouter {
    private final SpanningRouter owner;
    private final InnerWorker worker;
    private final Router router;
    private final Set<Node> guests = ConcurrentHashMap.newKeySet();

    InnerRouter(SpanningRouter owner, InnerWorker worker, Router router) {
        this.owner = owner;
        this.worker = worker;
        this.router = router;
    }

    /** The router that it is a part of. */
    SpanningRouter owner() {
        return owner;
    }

    /** Where it is. */
    InnerWorker worker() {
        return worker;
    }

    /** The router below. */
    Router router() {
        return router;
    }

    /** What stands there: transports and observers. */
    Set<Node> guests() {
        return guests;
    }
}

package org.mafalda.mafalda.layer;

import java.util.List;
import org.mafalda.mafalda.ConsumerMovedEvent;
import org.mafalda.mafalda.InnerRouterClosedEvent;
import org.mafalda.mafalda.InnerRouterOpenedEvent;
import org.mafalda.mafalda.InnerWorkerDiedEvent;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.rope.Change;
import org.mafalda.rope.runtime.Signal;

/** What a router that spans workers tells beyond an ordinary one: nothing once it is closed. On the lane. */
final class SpanningEvents {
    final Signal<InnerRouterOpenedEvent> onInnerRouterOpened = new Signal<>();
    final Signal<InnerRouterClosedEvent> onInnerRouterClosed = new Signal<>();
    final Signal<InnerWorkerDiedEvent> onInnerWorkerDied = new Signal<>();
    final Signal<ConsumerMovedEvent> onConsumerMoved = new Signal<>();
    final Signal<TransportLostEvent> onTransportLost = new Signal<>();
    private final SpanningRouter router;

    SpanningEvents(SpanningRouter router) {
        this.router = router;
    }

    private <E> void fire(Signal<E> signal, String name, E event) {
        if (!router.closed()) {
            router.fire(signal, name, event, Change.builder());
        }
    }

    /** An inner router was opened. */
    void opened(InnerRouter inner) {
        fire(
                onInnerRouterOpened,
                "onInnerRouterOpened",
                new InnerRouterOpenedEvent(
                        inner.router().id(), inner.worker().worker().id()));
    }

    /** An inner router has gone. */
    void gone(InnerRouter inner) {
        fire(
                onInnerRouterClosed,
                "onInnerRouterClosed",
                new InnerRouterClosedEvent(
                        inner.router().id(), inner.worker().worker().id()));
    }

    /** A worker has died, and with it these transports. */
    void died(InnerWorker worker, WorkerDeath death, List<String> transportIds) {
        fire(
                onInnerWorkerDied,
                "onInnerWorkerDied",
                new InnerWorkerDiedEvent(worker.worker().id(), death, transportIds));
    }

    /** A consumer stands for another one below. */
    void moved(Mirror consumer) {
        fire(onConsumerMoved, "onConsumerMoved", new ConsumerMovedEvent(consumer.id()));
    }

    /** A transport cannot be reached, and what is in its place is there. On any thread. */
    void lost(TransportLostEvent event) {
        router.home.lane().execute(() -> {
            if (!router.closed()) {
                onTransportLost.fire(event);
            }
        });
    }

    /** Whether anybody wants to hear of lost transports, and to have others in their place. */
    boolean replacesLost() {
        return !router.closed() && onTransportLost.hasListeners();
    }
}

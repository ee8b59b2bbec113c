package org.mafalda.mediasoup.local;

import java.util.function.Consumer;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.rope.Change;
import org.mafalda.rope.runtime.Signal;

/** The two reasons for which a consumer is paused: its own, and its producer's. Changed on the lane. */
final class PauseState {
    final Signal<PauseEvent> onPause = new Signal<>();
    final Signal<ResumeEvent> onResume = new Signal<>();

    private final LocalObject consumer;
    private final Consumer<Boolean> tellOfProducer;
    private volatile boolean paused;
    private volatile boolean producerPaused;

    /** {@code tellOfProducer} reports, with its event, that the producer is paused now, or no longer. */
    PauseState(LocalObject consumer, boolean paused, boolean producerPaused, Consumer<Boolean> tellOfProducer) {
        this.consumer = consumer;
        this.paused = paused;
        this.producerPaused = producerPaused;
        this.tellOfProducer = tellOfProducer;
    }

    boolean paused() {
        return paused;
    }

    boolean producerPaused() {
        return producerPaused;
    }

    void setPaused(boolean now) {
        if (paused == now) {
            return;
        }
        paused = now;
        Change.Builder change = Change.builder().property("paused", now);
        if (producerPaused) {
            consumer.report(change.build());
        } else {
            tellEffect(now, change);
        }
    }

    void setProducerPaused(boolean now) {
        if (producerPaused == now) {
            return;
        }
        producerPaused = now;
        tellOfProducer.accept(now);
        if (!paused) {
            tellEffect(now, Change.builder());
        }
    }

    private void tellEffect(boolean pausedNow, Change.Builder change) {
        if (pausedNow) {
            consumer.fire(onPause, "onPause", new PauseEvent(), change);
        } else {
            consumer.fire(onResume, "onResume", new ResumeEvent(), change);
        }
    }
}

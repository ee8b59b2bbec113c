package org.mafalda.mediasoup.local;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.event.AddProducerEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.RemoveProducerEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.local.internal.fbs.RouterFbs;
import org.mafalda.mediasoup.local.internal.fbs.RtpObserverFbs;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;

/** What the RTP observers of a worker on this machine have in common. */
abstract class LocalRtpObserver extends LocalObject {
    private final LocalRouter router;
    private final Signal<PauseEvent> onPause = new Signal<>();
    private final Signal<ResumeEvent> onResume = new Signal<>();
    private final Signal<AddProducerEvent> onAddProducer = new Signal<>();
    private final Signal<RemoveProducerEvent> onRemoveProducer = new Signal<>();
    private volatile boolean paused;

    LocalRtpObserver(LocalRouter router, String id, Map<String, @Nullable Object> appData) {
        super(router.home, id, appData);
        this.router = router;
    }

    public final boolean paused() {
        return paused;
    }

    public final CompletableFuture<Void> pause() {
        return request(RtpObserverFbs.pause(id()), () -> {
            if (!paused) {
                paused = true;
                fire(onPause, "onPause", new PauseEvent(), Change.builder().property("paused", true));
            }
        });
    }

    public final CompletableFuture<Void> resume() {
        return request(RtpObserverFbs.resume(id()), () -> {
            if (paused) {
                paused = false;
                fire(onResume, "onResume", new ResumeEvent(), Change.builder().property("paused", false));
            }
        });
    }

    public final CompletableFuture<Void> addProducer(String producerId) {
        return onProducer(
                producerId,
                RtpObserverFbs::addProducer,
                producer -> fire(onAddProducer, "onAddProducer", new AddProducerEvent(producer), Change.builder()));
    }

    public final CompletableFuture<Void> removeProducer(String producerId) {
        return onProducer(
                producerId,
                RtpObserverFbs::removeProducer,
                producer -> fire(
                        onRemoveProducer, "onRemoveProducer", new RemoveProducerEvent(producer), Change.builder()));
    }

    private CompletableFuture<Void> onProducer(
            String producerId, BiFunction<String, String, Request<Boolean>> request, Consumer<Producer> done) {
        Objects.requireNonNull(producerId, "producerId");
        Request<Boolean> prepared = request.apply(id(), producerId);
        if (closed()) {
            return failedAsClosed(closedFailure(prepared.name()));
        }
        Producer producer = producer(producerId);
        if (producer == null) {
            return LaneFuture.failed(producerNotFound(producerId));
        }
        if (producer.kind() != MediaKind.AUDIO) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("producerId", producerId, "must be that of an audio producer"));
        }
        return request(prepared, () -> {
            if (producer.closed()) {
                throw producerNotFound(producerId);
            }
            done.accept(producer);
        });
    }

    private NotFoundException producerNotFound(String producerId) {
        return new NotFoundException("Producer not found", Details.of("producerId", producerId, "router", router.id()));
    }

    /** The live producer of the router with that id, or null. */
    final @Nullable Producer producer(String producerId) {
        return router.producers().get(producerId);
    }

    public final Subscription onPause(Listener<PauseEvent> listener) {
        return onPause.subscribe(listener);
    }

    public final Subscription onResume(Listener<ResumeEvent> listener) {
        return onResume.subscribe(listener);
    }

    public final Subscription onAddProducer(Listener<AddProducerEvent> listener) {
        return onAddProducer.subscribe(listener);
    }

    public final Subscription onRemoveProducer(Listener<RemoveProducerEvent> listener) {
        return onRemoveProducer.subscribe(listener);
    }

    @Override
    protected final void forEachChild(Consumer<LiveObject> taker) {}

    @Override
    protected final CloseReason reasonBelow() {
        return new CloseReason.Called();
    }

    @Override
    protected final void closeInner() {
        router.requestOfClosedChild(RouterFbs.closeRtpObserver(router.id(), id()));
    }
}

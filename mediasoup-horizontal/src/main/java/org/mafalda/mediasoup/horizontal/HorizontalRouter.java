package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewRtpObserverEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;

/**
 * A router of an instance. All that it has is that of the inner one; it pipes to routers of other instances, and knows
 * better why it was closed.
 */
final class HorizontalRouter implements Router, Stateful {
    /** How long a call on what is closed waits for its end to be told. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    private final HorizontalWorker worker;
    private final Router inner;

    HorizontalRouter(HorizontalWorker worker, Router inner) {
        this.worker = worker;
        this.inner = inner;
    }

    Router inner() {
        return inner;
    }

    BoxInstance instance() {
        return worker.instance();
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public boolean closed() {
        return inner.closed();
    }

    @Override
    public RtpCapabilities rtpCapabilities() {
        return inner.rtpCapabilities();
    }

    @Override
    public Map<String, @Nullable Object> appData() {
        return inner.appData();
    }

    @Override
    public Map<String, Transport> transports() {
        return inner.transports();
    }

    @Override
    public Map<String, Producer> producers() {
        return inner.producers();
    }

    @Override
    public Map<String, Consumer> consumers() {
        return inner.consumers();
    }

    @Override
    public Map<String, DataProducer> dataProducers() {
        return inner.dataProducers();
    }

    @Override
    public Map<String, DataConsumer> dataConsumers() {
        return inner.dataConsumers();
    }

    @Override
    public Map<String, RtpObserver> rtpObservers() {
        return inner.rtpObservers();
    }

    @Override
    public CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData) {
        return inner.setAppData(appData);
    }

    @Override
    public CompletableFuture<RouterDump> dump() {
        return inner.dump();
    }

    @Override
    public CompletableFuture<WebRtcTransport> createWebRtcTransport(WebRtcTransportOptions options) {
        Objects.requireNonNull(options, "options");
        WebRtcServer server = options.webRtcServer();
        if (server != null && !closed() && worker.isOfAnother(server)) {
            return LaneFuture.failed(InvalidArgumentException.of(
                    "webRtcServer", server, "must be a WebRtcServer of the router's own worker"));
        }
        instance().joined();
        return inner.createWebRtcTransport(options);
    }

    @Override
    public CompletableFuture<PlainTransport> createPlainTransport(PlainTransportOptions options) {
        Objects.requireNonNull(options, "options");
        instance().joined();
        return inner.createPlainTransport(options);
    }

    @Override
    public CompletableFuture<PipeTransport> createPipeTransport(PipeTransportOptions options) {
        return inner.createPipeTransport(options);
    }

    @Override
    public CompletableFuture<DirectTransport> createDirectTransport(DirectTransportOptions options) {
        return inner.createDirectTransport(options);
    }

    @Override
    public CompletableFuture<PipeToRouterResult> pipeToRouter(PipeToRouterOptions options) {
        Objects.requireNonNull(options, "options");
        if (options.router() instanceof HorizontalRouter target && target.instance() == instance()) {
            return inner.pipeToRouter(Paths.within(options, target.inner));
        }
        CompletableFuture<PipeToRouterResult> future = new LaneFuture<>();
        if (closed()) {
            failAsClosed(future);
            return future;
        }
        PipeToRouterOptions across;
        try {
            across = options.router() instanceof HorizontalRouter target
                    ? Paths.between(options, instance(), target.inner, target.instance())
                    : Paths.between(options, instance(), options.router(), null);
        } catch (RuntimeException e) {
            return LaneFuture.failed(e);
        }
        HorizontalMediasoup mediasoup = instance().mediasoup();
        var unused = mediasoup
                .piping()
                .pipe(inner, across)
                .whenCompleteAsync((result, failure) -> settle(future, result, failure), mediasoup.lane());
        return future;
    }

    private void settle(
            CompletableFuture<PipeToRouterResult> future,
            @Nullable PipeToRouterResult result,
            @Nullable Throwable failure) {
        if (closed()) {
            failAsClosed(future);
        } else if (failure == null) {
            instance().mediasoup().piped();
            future.complete(result);
        } else {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            future.completeExceptionally(wrapped ? failure.getCause() : failure);
        }
    }

    /**
     * Fails a call when the end of the router, or of the worker with which it ended, has been told; before long in any
     * case, for a box that is lost may never tell it.
     */
    private void failAsClosed(CompletableFuture<PipeToRouterResult> future) {
        InvalidStateException failure = closedFailure();
        Listener<CloseEvent> told = event -> future.completeExceptionally(failure);
        var unused = worker.closed() ? worker.inner().onClose(told) : inner.onClose(told);
        HorizontalMediasoup mediasoup = instance().mediasoup();
        mediasoup.timing().after(LATEST, () -> mediasoup.lane().execute(() -> future.completeExceptionally(failure)));
    }

    private InvalidStateException closedFailure() {
        Map<String, @Nullable Object> details = Details.of("id", id(), "method", "pipeToRouter");
        return worker.closed()
                ? new WorkerClosedException("Router is closed", details)
                : new InvalidStateException("Router is closed", details);
    }

    @Override
    public CompletableFuture<ActiveSpeakerObserver> createActiveSpeakerObserver(ActiveSpeakerObserverOptions options) {
        return inner.createActiveSpeakerObserver(options);
    }

    @Override
    public CompletableFuture<AudioLevelObserver> createAudioLevelObserver(AudioLevelObserverOptions options) {
        return inner.createAudioLevelObserver(options);
    }

    @Override
    public CompletableFuture<Void> updateMediaCodecs(List<RtpCodecCapability> mediaCodecs) {
        return inner.updateMediaCodecs(mediaCodecs);
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public Subscription onNewTransport(Listener<NewTransportEvent> listener) {
        return inner.onNewTransport(listener);
    }

    @Override
    public Subscription onNewRtpObserver(Listener<NewRtpObserverEvent> listener) {
        return inner.onNewRtpObserver(listener);
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        return inner.onClose(event -> listener.on(known(event)));
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return ((Stateful) inner).onChange(change -> listener.on(known(change)));
    }

    private Change known(Change change) {
        Change.Fired fired = change.event();
        return fired != null && fired.value() instanceof CloseEvent event
                ? new Change(
                        change.properties(),
                        change.added(),
                        change.removed(),
                        new Change.Fired(fired.name(), known(event)))
                : change;
    }

    /** Only this layer knows whether the worker was closed with the whole, or was lost. */
    private CloseEvent known(CloseEvent event) {
        boolean ownAffair = event.reason() instanceof CloseReason.Called;
        return ownAffair ? event : worker.known(event);
    }

    @Override
    public String toString() {
        return "Router[id=" + id() + ", box=" + instance().boxId() + (closed() ? ", closed]" : "]");
    }
}

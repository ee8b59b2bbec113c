package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ProducerPauseEvent;
import org.mafalda.mediasoup.event.ProducerResumeEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.RtpEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.local.internal.fbs.ConsumeReply;
import org.mafalda.mediasoup.local.internal.fbs.ConsumerFbs;
import org.mafalda.mediasoup.local.internal.fbs.ProducerCloseNotice;
import org.mafalda.mediasoup.local.internal.fbs.TransportFbs;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.RtpStreamStats;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;

/** A consumer of a worker on this machine. */
final class LocalConsumer extends LocalObject implements org.mafalda.mediasoup.Consumer, PacketTaker {
    private final LocalTransport transport;
    private final String producerId;
    private final MediaKind kind;
    private final RtpParameters rtpParameters;
    private final ConsumerType type;
    private final List<Place<?>> places;
    private final PauseState pauses;
    private final Signal<ProducerPauseEvent> onProducerPause = new Signal<>();
    private final Signal<ProducerResumeEvent> onProducerResume = new Signal<>();
    private final Signal<ConsumerScoreEvent> onScore = new Signal<>();
    private final Signal<LayersChangeEvent> onLayersChange = new Signal<>();
    private final Signal<ConsumerTraceEvent> onTrace = new Signal<>();
    private final Signal<RtpEvent> onRtp = new Signal<>();
    private volatile int priority = 1;
    private volatile ConsumerScore score;
    private volatile @Nullable ConsumerLayers preferredLayers;
    private volatile @Nullable ConsumerLayers currentLayers;

    LocalConsumer(
            LocalTransport transport,
            String id,
            ConsumerOptions options,
            MediaKind kind,
            RtpParameters rtpParameters,
            ConsumerType type,
            ConsumeReply reply) {
        super(transport.home, id, options.appData());
        this.transport = transport;
        this.producerId = options.producerId();
        this.kind = kind;
        this.rtpParameters = rtpParameters;
        this.type = type;
        this.pauses = new PauseState(this, reply.paused(), reply.producerPaused(), this::tellOfProducer);
        this.score = reply.score();
        this.preferredLayers = reply.preferredLayers();
        this.places = List.of(transport.place(this), transport.router().place(this));
    }

    @Override
    public String producerId() {
        return producerId;
    }

    @Override
    public MediaKind kind() {
        return kind;
    }

    @Override
    public RtpParameters rtpParameters() {
        return rtpParameters;
    }

    @Override
    public ConsumerType type() {
        return type;
    }

    @Override
    public boolean paused() {
        return pauses.paused();
    }

    @Override
    public boolean producerPaused() {
        return pauses.producerPaused();
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public ConsumerScore score() {
        return score;
    }

    @Override
    public @Nullable ConsumerLayers preferredLayers() {
        return preferredLayers;
    }

    @Override
    public @Nullable ConsumerLayers currentLayers() {
        return currentLayers;
    }

    @Override
    public CompletableFuture<ConsumerDump> dump() {
        return request(ConsumerFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<RtpStreamStats>> getStats() {
        return request(ConsumerFbs.getStats(id()), Function.identity());
    }

    @Override
    public CompletableFuture<Void> pause() {
        return request(ConsumerFbs.pause(id()), () -> pauses.setPaused(true));
    }

    @Override
    public CompletableFuture<Void> resume() {
        return request(ConsumerFbs.resume(id()), () -> pauses.setPaused(false));
    }

    @Override
    public CompletableFuture<Void> setPreferredLayers(ConsumerLayers layers) {
        Objects.requireNonNull(layers, "preferredLayers");
        return request(ConsumerFbs.setPreferredLayers(id(), layers), effective -> {
            preferredLayers = effective.orElse(null);
            report(Change.builder().property("preferredLayers", preferredLayers).build());
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> setPriority(int newPriority) {
        if (newPriority < 1 || newPriority > 255) {
            return LaneFuture.failed(InvalidArgumentException.of("priority", newPriority, "must be between 1 and 255"));
        }
        return priority(ConsumerFbs.setPriority(id(), newPriority));
    }

    @Override
    public CompletableFuture<Void> unsetPriority() {
        return priority(ConsumerFbs.unsetPriority(id()));
    }

    private CompletableFuture<Void> priority(Request<Integer> request) {
        return request(request, effective -> {
            priority = effective;
            report(Change.builder().property("priority", effective).build());
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> requestKeyFrame() {
        return request(ConsumerFbs.requestKeyFrame(id()), () -> {});
    }

    @Override
    public CompletableFuture<Void> enableTraceEvent(Set<ConsumerTraceEventType> types) {
        return request(ConsumerFbs.enableTraceEvent(id(), Set.copyOf(types)), () -> {});
    }

    @Override
    public Subscription onPause(Listener<PauseEvent> listener) {
        return pauses.onPause.subscribe(listener);
    }

    @Override
    public Subscription onResume(Listener<ResumeEvent> listener) {
        return pauses.onResume.subscribe(listener);
    }

    @Override
    public Subscription onProducerPause(Listener<ProducerPauseEvent> listener) {
        return onProducerPause.subscribe(listener);
    }

    @Override
    public Subscription onProducerResume(Listener<ProducerResumeEvent> listener) {
        return onProducerResume.subscribe(listener);
    }

    @Override
    public Subscription onScore(Listener<ConsumerScoreEvent> listener) {
        return onScore.subscribe(listener);
    }

    @Override
    public Subscription onLayersChange(Listener<LayersChangeEvent> listener) {
        return onLayersChange.subscribe(listener);
    }

    @Override
    public Subscription onTrace(Listener<ConsumerTraceEvent> listener) {
        return onTrace.subscribe(listener);
    }

    @Override
    public Subscription onRtp(Listener<RtpEvent> listener) {
        return onRtp.subscribe(listener);
    }

    @Override
    public boolean wantsPackets() {
        return onRtp.hasListeners();
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {}

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.TransportClosed();
    }

    @Override
    protected void closeInner() {
        transport.requestOfClosedChild(TransportFbs.closeConsumer(transport.id(), id()));
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof RtpEvent event) {
            onRtp.fire(event);
        } else if (notification instanceof ConsumerScoreEvent event) {
            score = event.score();
            fire(onScore, "onScore", event, Change.builder().property("score", score));
        } else if (notification instanceof LayersChangeEvent event) {
            currentLayers = event.layers();
            fire(onLayersChange, "onLayersChange", event, Change.builder().property("currentLayers", currentLayers));
        } else if (notification instanceof ProducerPauseEvent) {
            pauses.setProducerPaused(true);
        } else if (notification instanceof ProducerResumeEvent) {
            pauses.setProducerPaused(false);
        } else if (notification instanceof ConsumerTraceEvent event) {
            onTrace.fire(event);
        } else if (notification instanceof ProducerCloseNotice) {
            closedBelow(new CloseReason.ProducerClosed());
        }
    }

    private void tellOfProducer(boolean producerPaused) {
        Change.Builder change = Change.builder().property("producerPaused", producerPaused);
        if (producerPaused) {
            fire(onProducerPause, "onProducerPause", new ProducerPauseEvent(), change);
        } else {
            fire(onProducerResume, "onProducerResume", new ProducerResumeEvent(), change);
        }
    }
}

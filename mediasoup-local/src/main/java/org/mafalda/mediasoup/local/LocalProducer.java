package org.mafalda.mediasoup.local;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.dump.ProducerDump;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ProducerScoreEvent;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.VideoOrientationChangeEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.ProducerFbs;
import org.mafalda.mediasoup.local.internal.fbs.TransportFbs;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** A producer of a worker on this machine. */
final class LocalProducer extends LocalObject implements Producer {
    private final LocalTransport transport;
    private final MediaKind kind;
    private final RtpParameters rtpParameters;
    private final RtpParameters consumableRtpParameters;
    private final ProducerType type;
    private final List<Place<?>> places;
    private final Signal<PauseEvent> onPause = new Signal<>();
    private final Signal<ResumeEvent> onResume = new Signal<>();
    private final Signal<ProducerScoreEvent> onScore = new Signal<>();
    private final Signal<VideoOrientationChangeEvent> onVideoOrientationChange = new Signal<>();
    private final Signal<ProducerTraceEvent> onTrace = new Signal<>();
    private volatile boolean paused;
    private volatile List<ProducerScore> score = List.of();

    LocalProducer(
            LocalTransport transport,
            String id,
            ProducerOptions options,
            RtpParameters rtpParameters,
            RtpParameters consumableRtpParameters,
            ProducerType type) {
        super(transport.home, id, options.appData());
        this.transport = transport;
        this.kind = options.kind();
        this.rtpParameters = rtpParameters;
        this.consumableRtpParameters = consumableRtpParameters;
        this.type = type;
        this.paused = options.paused();
        this.places = List.of(transport.place(this), transport.router().place(this));
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
    public ProducerType type() {
        return type;
    }

    @Override
    public RtpParameters consumableRtpParameters() {
        return consumableRtpParameters;
    }

    @Override
    public boolean paused() {
        return paused;
    }

    @Override
    public List<ProducerScore> score() {
        return score;
    }

    @Override
    public CompletableFuture<ProducerDump> dump() {
        return request(ProducerFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<RtpStreamRecvStats>> getStats() {
        return request(ProducerFbs.getStats(id()), Function.identity());
    }

    @Override
    public CompletableFuture<Void> pause() {
        return request(ProducerFbs.pause(id()), () -> {
            if (!paused) {
                paused = true;
                fire(onPause, "onPause", new PauseEvent(), Change.builder().property("paused", true));
            }
        });
    }

    @Override
    public CompletableFuture<Void> resume() {
        return request(ProducerFbs.resume(id()), () -> {
            if (paused) {
                paused = false;
                fire(onResume, "onResume", new ResumeEvent(), Change.builder().property("paused", false));
            }
        });
    }

    @Override
    public CompletableFuture<Void> enableTraceEvent(Set<ProducerTraceEventType> types) {
        return request(ProducerFbs.enableTraceEvent(id(), Set.copyOf(types)), () -> {});
    }

    @Override
    public void send(ByteBuffer packet) {
        Objects.requireNonNull(packet, "packet");
        if (!closed() && transport.type() == TransportType.DIRECT) {
            home.channel().notifyLossily(ProducerFbs.send(id(), packet));
        }
    }

    @Override
    public Subscription onPause(Listener<PauseEvent> listener) {
        return onPause.subscribe(listener);
    }

    @Override
    public Subscription onResume(Listener<ResumeEvent> listener) {
        return onResume.subscribe(listener);
    }

    @Override
    public Subscription onScore(Listener<ProducerScoreEvent> listener) {
        return onScore.subscribe(listener);
    }

    @Override
    public Subscription onVideoOrientationChange(Listener<VideoOrientationChangeEvent> listener) {
        return onVideoOrientationChange.subscribe(listener);
    }

    @Override
    public Subscription onTrace(Listener<ProducerTraceEvent> listener) {
        return onTrace.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {}

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.ProducerClosed();
    }

    @Override
    protected void closeInner() {
        transport.requestOfClosedChild(TransportFbs.closeProducer(transport.id(), id()));
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof ProducerScoreEvent event) {
            score = event.score();
            fire(onScore, "onScore", event, Change.builder().property("score", score));
        } else if (notification instanceof VideoOrientationChangeEvent event) {
            fire(onVideoOrientationChange, "onVideoOrientationChange", event, Change.builder());
        } else if (notification instanceof ProducerTraceEvent event) {
            onTrace.fire(event);
        }
    }
}

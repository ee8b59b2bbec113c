package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.dump.DataProducerDump;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.DataProducerFbs;
import org.mafalda.mediasoup.local.internal.fbs.TransportFbs;
import org.mafalda.mediasoup.stats.DataProducerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data producer of a worker on this machine. */
final class LocalDataProducer extends LocalObject implements DataProducer {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDataProducer.class);

    private final LocalTransport transport;
    private final DataProducerType type;
    private final @Nullable SctpStreamParameters sctpStreamParameters;
    private final String label;
    private final String protocol;
    private final List<Place<?>> places;
    private final Signal<PauseEvent> onPause = new Signal<>();
    private final Signal<ResumeEvent> onResume = new Signal<>();
    private volatile boolean paused;
    /** Told once, or a program that sends too long messages would fill the log. */
    private volatile boolean toldTooLong;

    LocalDataProducer(LocalTransport transport, Map<String, @Nullable Object> appData, DataProducerDump dump) {
        super(transport.home, dump.id(), appData);
        this.transport = transport;
        this.type = dump.type();
        this.sctpStreamParameters = dump.sctpStreamParameters();
        this.label = dump.label();
        this.protocol = dump.protocol();
        this.paused = dump.paused();
        this.places =
                List.of(transport.dataChannels().place(this), transport.router().place(this));
    }

    @Override
    public DataProducerType type() {
        return type;
    }

    @Override
    public @Nullable SctpStreamParameters sctpStreamParameters() {
        return sctpStreamParameters;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public boolean paused() {
        return paused;
    }

    @Override
    public CompletableFuture<DataProducerDump> dump() {
        return request(DataProducerFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<DataProducerStat>> getStats() {
        return request(DataProducerFbs.getStats(id()), List::of);
    }

    @Override
    public CompletableFuture<Void> pause() {
        return request(DataProducerFbs.pause(id()), () -> {
            if (!paused) {
                paused = true;
                fire(onPause, "onPause", new PauseEvent(), Change.builder().property("paused", true));
            }
        });
    }

    @Override
    public CompletableFuture<Void> resume() {
        return request(DataProducerFbs.resume(id()), () -> {
            if (paused) {
                paused = false;
                fire(onResume, "onResume", new ResumeEvent(), Change.builder().property("paused", false));
            }
        });
    }

    @Override
    public void send(DataMessage message) {
        Objects.requireNonNull(message, "message");
        if (closed() || type != DataProducerType.DIRECT) {
            return;
        }
        int bytes = message.size();
        if (bytes > transport.maxReceiveMessageSize()) {
            tellTooLong(bytes);
            return;
        }
        home.channel().notifyLossily(DataProducerFbs.send(id(), message));
    }

    private void tellTooLong(int bytes) {
        if (!toldTooLong) {
            toldTooLong = true;
            LOG.warn(
                    "Message dropped, must not be longer than maxReceiveMessageSize of its transport; told once [dataProducer:{}, bytes:{}, maxReceiveMessageSize:{}]",
                    id(),
                    bytes,
                    transport.maxReceiveMessageSize());
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
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {}

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.DataProducerClosed();
    }

    @Override
    protected void closeInner() {
        transport.requestOfClosedChild(TransportFbs.closeDataProducer(transport.id(), id()));
    }

    @Override
    void notified(Object notification) {}
}

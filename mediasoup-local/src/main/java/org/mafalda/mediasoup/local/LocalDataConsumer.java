package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.dump.DataConsumerDump;
import org.mafalda.mediasoup.event.BufferedAmountLowEvent;
import org.mafalda.mediasoup.event.DataProducerPauseEvent;
import org.mafalda.mediasoup.event.DataProducerResumeEvent;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.SctpSendBufferFullEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.local.internal.fbs.DataConsumerFbs;
import org.mafalda.mediasoup.local.internal.fbs.DataProducerCloseNotice;
import org.mafalda.mediasoup.local.internal.fbs.SubchannelsFbs;
import org.mafalda.mediasoup.local.internal.fbs.TransportFbs;
import org.mafalda.mediasoup.stats.DataConsumerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;

/** A data consumer of a worker on this machine. */
final class LocalDataConsumer extends LocalObject implements DataConsumer, PacketTaker {
    private static final long MAX_THRESHOLD = 4_294_967_295L;

    private final LocalTransport transport;
    private final String dataProducerId;
    private final DataConsumerType type;
    private final @Nullable SctpStreamParameters sctpStreamParameters;
    private final String label;
    private final String protocol;
    private final List<Place<?>> places;
    private final PauseState pauses;
    private final Signal<DataProducerPauseEvent> onDataProducerPause = new Signal<>();
    private final Signal<DataProducerResumeEvent> onDataProducerResume = new Signal<>();
    private final Signal<MessageEvent> onMessage = new Signal<>();
    private final Signal<SctpSendBufferFullEvent> onSctpSendBufferFull = new Signal<>();
    private final Signal<BufferedAmountLowEvent> onBufferedAmountLow = new Signal<>();
    private final AtomicBoolean streamReleased = new AtomicBoolean();
    private volatile List<Integer> subchannels;

    LocalDataConsumer(LocalTransport transport, Map<String, @Nullable Object> appData, DataConsumerDump dump) {
        super(transport.home, dump.id(), appData);
        this.transport = transport;
        this.dataProducerId = dump.dataProducerId();
        this.type = dump.type();
        this.sctpStreamParameters = dump.sctpStreamParameters();
        this.label = dump.label();
        this.protocol = dump.protocol();
        this.subchannels = dump.subchannels();
        this.pauses = new PauseState(this, dump.paused(), dump.dataProducerPaused(), this::tellOfProducer);
        this.places =
                List.of(transport.dataChannels().place(this), transport.router().place(this));
    }

    @Override
    public String dataProducerId() {
        return dataProducerId;
    }

    @Override
    public DataConsumerType type() {
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
        return pauses.paused();
    }

    @Override
    public boolean dataProducerPaused() {
        return pauses.producerPaused();
    }

    @Override
    public List<Integer> subchannels() {
        return subchannels;
    }

    @Override
    public CompletableFuture<DataConsumerDump> dump() {
        return request(DataConsumerFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<DataConsumerStat>> getStats() {
        return request(DataConsumerFbs.getStats(id()), List::of);
    }

    @Override
    public CompletableFuture<Void> pause() {
        return request(DataConsumerFbs.pause(id()), () -> pauses.setPaused(true));
    }

    @Override
    public CompletableFuture<Void> resume() {
        return request(DataConsumerFbs.resume(id()), () -> pauses.setPaused(false));
    }

    @Override
    public CompletableFuture<Void> setBufferedAmountLowThreshold(long threshold) {
        if (threshold < 0 || threshold > MAX_THRESHOLD) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("threshold", threshold, "must be between 0 and " + MAX_THRESHOLD));
        }
        return withStream(DataConsumerFbs.setBufferedAmountLowThreshold(id(), threshold), done -> null);
    }

    @Override
    public CompletableFuture<Long> getBufferedAmount() {
        return withStream(DataConsumerFbs.getBufferedAmount(id()), Function.identity());
    }

    @Override
    public CompletableFuture<Long> send(DataMessage message) {
        Objects.requireNonNull(message, "message");
        if (message.subchannels() != null
                || message.requiredSubchannel() != null
                || message.ignoredSubchannel() != null) {
            return LaneFuture.failed(InvalidArgumentException.of(
                    "message.subchannels", message.subchannels(), "must not be given: there is one receiver"));
        }
        if (message.size() > transport.maxSendMessageSize()) {
            return LaneFuture.failed(InvalidArgumentException.of(
                    "message.payload",
                    message.size() + " bytes",
                    "must not be longer than maxSendMessageSize of the transport, " + transport.maxSendMessageSize()
                            + " bytes"));
        }
        return withStream(DataConsumerFbs.send(id(), message), Function.identity());
    }

    /** Asks for what only a data consumer with an SCTP stream has. */
    private <T, R> CompletableFuture<R> withStream(Request<T> request, Function<? super T, ? extends R> onLane) {
        if (type == DataConsumerType.DIRECT && !closed()) {
            return LaneFuture.failed(new UnsupportedException(
                    "DataConsumer of a DirectTransport has no SCTP stream",
                    Details.of("id", id(), "method", request.name())));
        }
        return request(request, onLane);
    }

    @Override
    public CompletableFuture<Void> setSubchannels(List<Integer> wanted) {
        List<Integer> copy = List.copyOf(wanted);
        for (Integer subchannel : copy) {
            if (isNoSubchannel(subchannel)) {
                return noSubchannel("subchannels", subchannel);
            }
        }
        return change(SubchannelsFbs.setSubchannels(id(), copy));
    }

    @Override
    public CompletableFuture<Void> addSubchannel(int subchannel) {
        return isNoSubchannel(subchannel)
                ? noSubchannel("subchannel", subchannel)
                : change(SubchannelsFbs.addSubchannel(id(), subchannel));
    }

    @Override
    public CompletableFuture<Void> removeSubchannel(int subchannel) {
        return isNoSubchannel(subchannel)
                ? noSubchannel("subchannel", subchannel)
                : change(SubchannelsFbs.removeSubchannel(id(), subchannel));
    }

    private static boolean isNoSubchannel(int subchannel) {
        return subchannel < 0 || subchannel > 65_535;
    }

    private static CompletableFuture<Void> noSubchannel(String field, int subchannel) {
        return LaneFuture.failed(InvalidArgumentException.of(field, subchannel, "must be between 0 and 65535"));
    }

    private CompletableFuture<Void> change(Request<List<Integer>> request) {
        return request(request, now -> {
            subchannels = now;
            report(Change.builder().property("subchannels", now).build());
            return null;
        });
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
    public Subscription onDataProducerPause(Listener<DataProducerPauseEvent> listener) {
        return onDataProducerPause.subscribe(listener);
    }

    @Override
    public Subscription onDataProducerResume(Listener<DataProducerResumeEvent> listener) {
        return onDataProducerResume.subscribe(listener);
    }

    @Override
    public Subscription onMessage(Listener<MessageEvent> listener) {
        return onMessage.subscribe(listener);
    }

    @Override
    public Subscription onSctpSendBufferFull(Listener<SctpSendBufferFullEvent> listener) {
        return onSctpSendBufferFull.subscribe(listener);
    }

    @Override
    public Subscription onBufferedAmountLow(Listener<BufferedAmountLowEvent> listener) {
        return onBufferedAmountLow.subscribe(listener);
    }

    @Override
    public boolean wantsPackets() {
        return onMessage.hasListeners();
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
        transport.requestOfClosedChild(TransportFbs.closeDataConsumer(transport.id(), id()));
        releaseStream();
    }

    /** The worker has closed the stream, or will have before it reads what is sent from now on. */
    private void releaseStream() {
        if (sctpStreamParameters != null && streamReleased.compareAndSet(false, true)) {
            transport.dataChannels().streamIds.release(sctpStreamParameters.streamId());
        }
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof MessageEvent event) {
            onMessage.fire(event);
        } else if (notification instanceof DataProducerPauseEvent) {
            pauses.setProducerPaused(true);
        } else if (notification instanceof DataProducerResumeEvent) {
            pauses.setProducerPaused(false);
        } else if (notification instanceof SctpSendBufferFullEvent event) {
            fire(onSctpSendBufferFull, "onSctpSendBufferFull", event, Change.builder());
        } else if (notification instanceof BufferedAmountLowEvent event) {
            fire(onBufferedAmountLow, "onBufferedAmountLow", event, Change.builder());
        } else if (notification instanceof DataProducerCloseNotice) {
            releaseStream();
            closedBelow(new CloseReason.DataProducerClosed());
        }
    }

    private void tellOfProducer(boolean producerPaused) {
        Change.Builder change = Change.builder().property("dataProducerPaused", producerPaused);
        if (producerPaused) {
            fire(onDataProducerPause, "onDataProducerPause", new DataProducerPauseEvent(), change);
        } else {
            fire(onDataProducerResume, "onDataProducerResume", new DataProducerResumeEvent(), change);
        }
    }
}

package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.dump.PipeTransportDump;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.ConsumeReply;
import org.mafalda.mediasoup.local.internal.fbs.PipeTransportFbs;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.PipeTransportStat;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.Change;

/** A pipe transport of a worker on this machine. */
final class LocalPipeTransport extends LocalSctpTransport implements PipeTransport {
    private final List<Place<?>> places;
    private final boolean rtx;
    private final @Nullable SrtpParameters srtpParameters;
    private volatile TransportTuple tuple;

    LocalPipeTransport(LocalRouter router, Map<String, @Nullable Object> appData, PipeTransportDump dump) {
        super(router, appData, dump.base());
        this.tuple = dump.tuple();
        this.rtx = dump.rtx();
        this.srtpParameters = dump.srtpParameters();
        this.places = List.of(router.place(this));
    }

    @Override
    public TransportType type() {
        return TransportType.PIPE;
    }

    @Override
    public TransportTuple tuple() {
        return tuple;
    }

    @Override
    public @Nullable SrtpParameters srtpParameters() {
        return srtpParameters;
    }

    @Override
    public CompletableFuture<PipeTransportDump> dump() {
        return request(PipeTransportFbs.dump(id()), Function.identity());
    }

    @Override
    public CompletableFuture<List<PipeTransportStat>> getStats() {
        return request(PipeTransportFbs.getStats(id()), List::of);
    }

    @Override
    public CompletableFuture<Void> connect(PipeTransportConnectOptions options) {
        Objects.requireNonNull(options, "options");
        return request(PipeTransportFbs.connect(id(), options), connected -> {
            tuple = connected;
            report(Change.builder().property("tuple", connected).build());
            return null;
        });
    }

    @Override
    ConsumerType consumerType(Producer producer, ConsumerOptions options) {
        return ConsumerType.PIPE;
    }

    @Override
    RtpParameters consumerParameters(Producer producer, ConsumerOptions options) {
        return Ortc.getPipeConsumerRtpParameters(producer.consumableRtpParameters(), rtx, ThreadLocalRandom.current());
    }

    /** The worker counts the streams of the producer at first and never tells their scores later. */
    @Override
    ConsumeReply initialState(ConsumeReply reply) {
        ConsumerScore score =
                new ConsumerScore(reply.score().score(), reply.score().producerScore(), List.of());
        return new ConsumeReply(reply.paused(), reply.producerPaused(), score, reply.preferredLayers());
    }

    /** The endpoint's own: producers of several endpoints come through one pipe, and do not share a clock. */
    @Override
    String cnameFor(@Nullable String given) {
        return given == null || given.isEmpty() ? UUID.randomUUID().toString().substring(0, 8) : given;
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }
}

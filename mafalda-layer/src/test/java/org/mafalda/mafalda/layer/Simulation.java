package org.mafalda.mafalda.layer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.simulator.SimulatedClock;
import org.mafalda.mediasoup.simulator.SimulatedMediasoup;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** Mafalda over simulated workers, and one of its routers. */
final class Simulation {
    static final RouterOptions OPUS = RouterOptions.builder()
            .mediaCodecs(
                    List.of(RtpCodecCapability.audio("audio/opus", 48000, 2).build()))
            .build();

    static final PlainTransportOptions TRANSPORT = PlainTransportOptions.builder(
                    TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1"))
            .build();

    final SimulatedClock clock = new SimulatedClock();
    final SimulatedMediasoup below;
    final MafaldaMediasoup mafalda;
    final MafaldaRouter router;

    Simulation(UnaryOperator<SimulatedMediasoup.Builder> simulated, UnaryOperator<MafaldaOptions.Builder> options) {
        this(simulated, options, true);
    }

    Simulation(
            UnaryOperator<SimulatedMediasoup.Builder> simulated,
            UnaryOperator<MafaldaOptions.Builder> options,
            boolean singleFlight) {
        below = simulated.apply(SimulatedMediasoup.builder(clock)).build();
        MafaldaOptions.Builder builder =
                MafaldaOptions.builder().executor(clock).linger(Duration.ofSeconds(10));
        mafalda = MafaldaMediasoup.over(below, options.apply(builder).build(), singleFlight);
        router = created(mafalda.options().watermark());
    }

    /** Each transport is on another worker than the one before, of so many; with more options. */
    static Simulation scattered(int workers, UnaryOperator<MafaldaOptions.Builder> more) {
        return new Simulation(below -> below, options -> more.apply(options.policy(PlacementPolicy.scatter(workers))));
    }

    /** Each transport is on another worker than the one before, of so many. */
    static Simulation scattered(int workers) {
        return scattered(workers, options -> options);
    }

    /** Two boxes with a worker each; a transport is on the other one than that before. */
    static Simulation twoBoxes() {
        return new Simulation(
                below -> below.boxes(2).workersPerBox(1), options -> options.policy(PlacementPolicy.scatter(2)));
    }

    /** Tries again when the simulation refuses. */
    private MafaldaRouter created(double watermark) {
        while (true) {
            try {
                return clock.await(mafalda.createMafaldaRouter(MafaldaRouterOptions.builder()
                        .routerOptions(OPUS)
                        .watermark(watermark)
                        .build()));
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof RequestFailedException)) {
                    throw e;
                }
            }
        }
    }

    PlainTransport transport() {
        return clock.await(router.createPlainTransport(TRANSPORT));
    }

    Producer producer() {
        return clock.await(transport().produce(opus()));
    }

    static ProducerOptions opus() {
        return ProducerOptions.builder(
                        MediaKind.AUDIO,
                        RtpParameters.builder(List.of(RtpCodecParameters.builder("audio/opus", 111, 48000)
                                        .channels(2)
                                        .build()))
                                .encodings(List.of(RtpEncodingParameters.builder()
                                        .ssrc(1111)
                                        .build()))
                                .build())
                .build();
    }

    ConsumerOptions consuming(Producer producer) {
        return ConsumerOptions.builder(producer.id(), router.rtpCapabilities()).build();
    }

    Consumer consumer(Producer producer) {
        return clock.await(transport().consume(consuming(producer)));
    }

    /** Whether media comes to one of the router's consumers. */
    boolean receives(Consumer consumer) {
        return below.receives(
                (Consumer) Objects.requireNonNull(Mirror.of(consumer)).inner());
    }

    /** The worker that an inner router is on. */
    String workerOf(String innerRouterId) {
        return topology().innerRouters().stream()
                .filter(inner -> inner.routerId().equals(innerRouterId))
                .findFirst()
                .orElseThrow()
                .workerId();
    }

    Topology topology() {
        return clock.await(router.topology());
    }
}

package org.mafalda.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.local.LocalMediasoup;

/**
 * A stream on its way over three real workers, of which the one in the middle, a relay, is killed: how long who listens
 * at its end hears nothing.
 */
final class RelayDeath implements AutoCloseable {
    private static final int WORKERS = 3;
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final int PACKETS_BEFORE = 40;
    private static final int PACKETS_AFTER = 600;
    private static final int RTP_VERSION_2 = 2;
    private static final int RTCP_TYPES_FROM = 192;
    private static final int RTCP_TYPES_TO = 223;

    private final LocalMediasoup local = LocalMediasoup.create();
    private final MafaldaMediasoup layer = MafaldaMediasoup.over(
            local,
            MafaldaOptions.builder()
                    .maxWorkers(WORKERS)
                    .policy(PlacementPolicy.scatter(WORKERS))
                    .treePolicy(TreePolicy.limited(1, WORKERS - 1))
                    .build());

    Measure measure() {
        return new Measure(
                "the worker of a relay is killed: silence behind it",
                "ms",
                false,
                Goal.atMost(1_000, "ms"),
                Contestant.of("three workers", this::silenceMillis),
                List.of(),
                1);
    }

    private double silenceMillis() throws Exception {
        MafaldaRouter router = layer.createMafaldaRouter(MafaldaRouterOptions.builder()
                        .routerOptions(Sources.ROUTER)
                        .build())
                .join();
        try (Listener relayed = new Listener();
                Listener last = new Listener()) {
            PlainTransport from =
                    router.createPlainTransport(Sources.PLAIN_TRANSPORT).join();
            try (OpusSender sender = new OpusSender(from.tuple().localPort())) {
                from.connect(sender.endpoint()).join();
                Producer producer = from.produce(Sources.OPUS).join();
                Transport relay = relayed.listen(router, producer);
                last.listen(router, producer);
                Topology.InnerRouter middle = place(router, relay);
                sender.send(PACKETS_BEFORE, INTERVAL);
                CompletableFuture<Long> silence = CompletableFuture.supplyAsync(last::longestSilenceNanos);

                ProcessHandle.of(Objects.requireNonNull(middle.pid()))
                        .orElseThrow()
                        .destroyForcibly();
                sender.send(PACKETS_AFTER, INTERVAL);

                return silence.join() / 1e6;
            }
        } finally {
            router.close();
        }
    }

    /** Where the relay is; fails if it is none. */
    private static Topology.InnerRouter place(MafaldaRouter router, Transport relay) {
        Topology topology = router.topology().join();
        return topology.innerRouters().stream()
                .filter(inner -> inner.pid() != null && inner.transportIds().contains(relay.id()))
                .filter(inner -> topology.pipes().stream()
                        .anyMatch(pipe -> pipe.fromRouterId().equals(inner.routerId())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no relay [topology:" + topology + "]"));
    }

    @Override
    public void close() {
        layer.close();
        local.close();
    }

    /** One who listens at a UDP port. */
    private static final class Listener implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

        private Listener() throws IOException {
            socket.setSoTimeout((int) INTERVAL.multipliedBy(PACKETS_AFTER).toMillis());
        }

        private Transport listen(MafaldaRouter router, Producer producer) {
            PlainTransport to =
                    router.createPlainTransport(Sources.PLAIN_TRANSPORT).join();
            to.connect(PlainTransportConnectOptions.builder()
                            .ip("127.0.0.1")
                            .port(socket.getLocalPort())
                            .build())
                    .join();
            to.consume(Sources.consumerOf(producer, router)).join();
            return to;
        }

        /** Between two packets, until most of the time for which they are sent is over; fails if none come any more. */
        private long longestSilenceNanos() {
            DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
            long longest = 0;
            long end = System.nanoTime() + INTERVAL.multipliedBy(PACKETS_AFTER).toNanos() * 9 / 10;
            long before = System.nanoTime();
            try {
                while (before < end) {
                    socket.receive(packet);
                    if (isRtp(packet)) {
                        long now = System.nanoTime();
                        longest = Math.max(longest, now - before);
                        before = now;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return longest;
        }

        private static boolean isRtp(DatagramPacket packet) {
            int type = packet.getData()[1] & 0xff;
            return (packet.getData()[0] & 0xff) >> 6 == RTP_VERSION_2
                    && (type < RTCP_TYPES_FROM || type > RTCP_TYPES_TO);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}

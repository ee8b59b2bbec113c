package org.mafalda.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.local.LocalMediasoup;

/**
 * A stream on its way over three real workers, of which the one in the middle, a relay, is lost: how long it takes
 * until who listens at its end hears again.
 */
final class RelayLoss {
    private static final int WORKERS = 3;
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final int PACKETS_BEFORE = 40;
    private static final long DEADLINE_SECONDS = 30;
    private static final int TIMESTAMP_AT = 4;
    private static final int RTP_VERSION_2 = 2;
    private static final int RTCP_TYPES_FROM = 192;
    private static final int RTCP_TYPES_TO = 223;

    private RelayLoss() {}

    static List<Measure> measures() {
        return List.of(
                measure("the worker of a relay is killed: media back after", 1_000, RelayLoss::killed),
                measure("the box of a relay falls silent: media back after suspicion", 3_000, RelayLoss::silenced));
    }

    private static Measure measure(String name, double most, Contestant.Work work) {
        return new Measure(
                name, "ms", false, Goal.atMost(most, "ms"), Contestant.of("three workers", work), List.of(), 0);
    }

    private static double killed() throws Exception {
        try (LocalMediasoup local = LocalMediasoup.create()) {
            return millisToMedia(local, Duration.ofSeconds(3), relay -> {
                process(relay).destroyForcibly();
                return CompletableFuture.completedFuture(System.nanoTime());
            });
        }
    }

    private static double silenced() throws Exception {
        try (MediaBoxes boxes = new MediaBoxes(WORKERS)) {
            List<Long> stopped = new ArrayList<>();
            try {
                return millisToMedia(boxes.cluster(), Duration.ofSeconds(8), relay -> {
                    String boxId = Objects.requireNonNull(relay.boxId());
                    CompletableFuture<Long> suspect = new CompletableFuture<>();
                    boxes.instance(boxId).onAvailabilityChange(event -> {
                        if (event.availability() == Availability.SUSPECT) {
                            suspect.complete(System.nanoTime());
                        }
                    });
                    for (long pid :
                            new long[] {boxes.box(boxId).pid(), process(relay).pid()}) {
                        stopped.add(pid);
                        MediaBox.signal("STOP", pid);
                    }
                    return suspect;
                });
            } finally {
                for (long pid : stopped) {
                    MediaBox.signal("CONT", pid);
                }
            }
        }
    }

    private static ProcessHandle process(Topology.InnerRouter place) {
        return ProcessHandle.of(Objects.requireNonNull(place.pid())).orElseThrow();
    }

    /** Loses a relay, and says when that is known. */
    @FunctionalInterface
    private interface Loss {
        CompletableFuture<Long> of(Topology.InnerRouter relay) throws Exception;
    }

    private static double millisToMedia(Mediasoup base, Duration sending, Loss loss) throws Exception {
        MafaldaOptions options = MafaldaOptions.builder()
                .maxWorkers(WORKERS)
                .policy(PlacementPolicy.scatter(WORKERS))
                .treePolicy(TreePolicy.limited(1, WORKERS - 1))
                .build();
        try (MafaldaMediasoup layer = MafaldaMediasoup.over(base, options);
                Listener relayed = new Listener();
                Listener last = new Listener()) {
            MafaldaRouter router = layer.createMafaldaRouter(MafaldaRouterOptions.builder()
                            .routerOptions(Sources.ROUTER)
                            .build())
                    .join();
            PlainTransport from =
                    router.createPlainTransport(Sources.PLAIN_TRANSPORT).join();
            try (OpusSender sender = new OpusSender(from.tuple().localPort())) {
                from.connect(sender.endpoint()).join();
                Producer producer = from.produce(Sources.OPUS).join();
                Transport relay = relayed.listen(router, producer);
                last.listen(router, producer);
                Topology.InnerRouter middle = place(router, relay);
                sender.send(PACKETS_BEFORE, INTERVAL);
                CompletableFuture<Long> back = CompletableFuture.supplyAsync(
                        () -> last.endOfLargestHole(sending.multipliedBy(9).dividedBy(10)));
                CompletableFuture<Long> known = loss.of(middle);
                sender.send((int) sending.dividedBy(INTERVAL), INTERVAL);
                return (back.get(DEADLINE_SECONDS, TimeUnit.SECONDS) - known.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                        / 1e6;
            }
        }
    }

    /** Where the relay is; fails if it is none. */
    private static Topology.InnerRouter place(MafaldaRouter router, Transport relay) {
        Topology topology = router.topology().join();
        return topology.innerRouters().stream()
                .filter(inner -> inner.transportIds().contains(relay.id()))
                .filter(inner -> topology.pipes().stream()
                        .anyMatch(pipe -> pipe.fromRouterId().equals(inner.routerId())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no relay [topology:" + topology + "]"));
    }

    /** One who listens at a UDP port. */
    private static final class Listener implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

        private Listener() throws IOException {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
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

        /** When the packet behind the largest hole came, of all that come in that time; fails if none come then. */
        private long endOfLargestHole(Duration time) {
            DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
            long now = System.nanoTime();
            long end = now + time.toNanos();
            long back = now;
            int largest = 0;
            int before = 0;
            try {
                while (now < end) {
                    socket.receive(packet);
                    now = System.nanoTime();
                    if (isRtp(packet)) {
                        int timestamp = ByteBuffer.wrap(packet.getData()).getInt(TIMESTAMP_AT);
                        if (before != 0 && timestamp - before > largest) {
                            largest = timestamp - before;
                            back = now;
                        }
                        before = timestamp;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return back;
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

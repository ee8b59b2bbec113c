package org.mafalda.demo.conference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.Topology;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;

/**
 * What routers that span workers consist of, as they said last. Asked for anew by {@link #ask}, because nobody reports
 * it. Thread-safe.
 */
final class Spans {
    private final Runnable onChange;
    private final Map<MafaldaRouter, PanelView.SpanView> known = new ConcurrentHashMap<>();

    /** {@code onChange} is called on any thread when an answer differs from the one before. */
    Spans(Runnable onChange) {
        this.onChange = onChange;
    }

    /** What the router said last; null if it has not answered yet. */
    PanelView.@Nullable SpanView of(MafaldaRouter router) {
        return known.get(router);
    }

    /** Asks all these routers, and forgets all others. */
    void ask(List<MafaldaRouter> routers) {
        known.keySet().retainAll(routers);
        routers.forEach(router -> {
            var unused = router.topology()
                    .thenCompose(topology -> view(router, topology))
                    .thenAccept(view -> {
                        if (!router.closed() && !view.equals(known.put(router, view))) {
                            onChange.run();
                        }
                    });
        });
    }

    private static CompletableFuture<PanelView.SpanView> view(MafaldaRouter router, Topology topology) {
        List<PanelView.PartView> parts =
                topology.innerRouters().stream().map(part -> part(router, part)).toList();
        Map<String, CompletableFuture<Long>> bitrates = topology.pipes().stream()
                .map(Topology.Pipe::producerId)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), id -> bitrate(router.producers().get(id))));
        return CompletableFuture.allOf(bitrates.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, Long> known = new HashMap<>();
                    bitrates.forEach((id, bitrate) -> known.put(id, bitrate.join()));
                    List<PanelView.PipeView> pipes = new ArrayList<>();
                    topology.pipes().forEach(pipe -> pipes.add(pipe(router, pipe, known)));
                    return new PanelView.SpanView(parts, pipes);
                });
    }

    private static PanelView.PartView part(MafaldaRouter router, Topology.InnerRouter part) {
        List<Object> tabs = part.transportIds().stream()
                .map(router.transports()::get)
                .filter(Objects::nonNull)
                .map(Transport::appData)
                .map(data -> data.get("peer"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new PanelView.PartView(
                part.routerId(), part.workerId(), part.pid(), part.load(), part.transportIds(), tabs);
    }

    private static PanelView.PipeView pipe(MafaldaRouter router, Topology.Pipe pipe, Map<String, Long> bitrates) {
        String producerId = pipe.producerId();
        Producer producer = producerId == null ? null : router.producers().get(producerId);
        return new PanelView.PipeView(
                pipe.fromRouterId(),
                pipe.toRouterId(),
                producerId,
                producer == null ? null : producer.appData().get("peer"),
                producer == null ? null : producer.appData().get("source"),
                pipe.users(),
                producerId == null || pipe.users() == 0 ? 0 : bitrates.getOrDefault(producerId, 0L));
    }

    /** 0 for a producer that has gone. */
    private static CompletableFuture<Long> bitrate(@Nullable Producer producer) {
        return producer == null
                ? CompletableFuture.completedFuture(0L)
                : producer.getStats()
                        .thenApply(stats -> stats.stream()
                                .mapToLong(RtpStreamRecvStats::bitrate)
                                .sum())
                        .exceptionally(gone -> 0L);
    }
}

package org.mafalda.demo.conference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Transport;

/**
 * The tabs that see each other: one router. Opens with the first peer, ends with the last one or with its router. On
 * the conference's thread.
 */
final class Room {
    private final String name;
    private final Executor thread;
    private final Runnable onEnd;
    private final CompletionStage<Router> router;
    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private int joining;
    private boolean ended;

    /** {@code onEnd} is called once, when the room has ended. */
    Room(String name, WorkerPool workers, Executor thread, Runnable onEnd) {
        this.name = name;
        this.thread = thread;
        this.onEnd = onEnd;
        RouterOptions options = RouterOptions.builder()
                .mediaCodecs(MediaCodecs.ALL)
                .appData(Map.of("room", name))
                .build();
        router = workers.take().thenCompose(worker -> worker.createRouter(options));
        var unused = router.whenCompleteAsync(
                (opened, failure) -> {
                    if (failure == null) {
                        opened.onClose(event -> thread.execute(() -> end(Failures.describe(event.reason()))));
                        if (opened instanceof MafaldaRouter spanning) {
                            spanning.onConsumerMoved(event -> thread.execute(
                                    () -> peers.values().forEach(peer -> peer.moved(event.consumerId()))));
                            spanning.onTransportLost(event -> thread.execute(() -> lost(event)));
                        }
                    } else {
                        end(Failures.describe(failure).message());
                    }
                },
                thread);
    }

    String name() {
        return name;
    }

    /**
     * Lets a tab in; {@code staying} says, when the router is there, whether it still wants to. Fails if the router
     * cannot be had.
     */
    CompletionStage<Peer> join(String peerName, Outbox outbox, Predicate<Peer> staying, ConferenceOptions options) {
        joining++;
        return router.handleAsync(
                (opened, failure) -> {
                    joining--;
                    if (failure != null) {
                        throw new CompletionException(Failures.cause(failure));
                    }
                    Peer peer = new Peer(UUID.randomUUID().toString(), peerName, this, opened, outbox, options, thread);
                    if (ended || !staying.test(peer)) {
                        endIfEmpty();
                        throw new CompletionException(
                                new InvalidStateException("The room has ended", Map.of("room", name)));
                    }
                    broadcast(peer, "peerJoined", peer.view());
                    peers.put(peer.id(), peer);
                    return peer;
                },
                thread);
    }

    private void lost(TransportLostEvent event) {
        Transport replacement = event.replacement();
        if (peers.values().stream().noneMatch(peer -> peer.lost(event)) && replacement != null) {
            replacement.close();
        }
    }

    /** What a peer is told of a producer; null if nobody has it. */
    Messages.@Nullable NewProducer offer(String producerId) {
        return peers.values().stream()
                .flatMap(peer -> peer.view().producers().stream()
                        .filter(producer -> producer.id().equals(producerId))
                        .map(producer -> new Messages.NewProducer(peer.id(), producer)))
                .findFirst()
                .orElse(null);
    }

    /** What a peer sees when it comes in. */
    List<Messages.PeerView> othersThan(Peer peer) {
        return peers.values().stream()
                .filter(other -> other != peer)
                .map(Peer::view)
                .toList();
    }

    /** Whose producer that is and what it shows, for those who look at its consumers. */
    Map<String, @Nullable Object> describe(String producerId) {
        for (Peer peer : peers.values()) {
            Messages.Source source = peer.source(producerId);
            if (source != null) {
                return Map.of("from", peer.name(), "source", source.toString());
            }
        }
        return Map.of();
    }

    /** Closes what the peer had, and tells the others. */
    void leave(Peer peer) {
        if (peers.remove(peer.id()) != null) {
            peer.close();
            broadcast(peer, "peerLeft", new Messages.PeerRef(peer.id()));
            endIfEmpty();
        }
    }

    boolean has(Peer peer) {
        return peers.containsKey(peer.id());
    }

    /** Tells all peers but one. */
    void broadcast(Peer except, String notice, Object data) {
        String text = ConferenceJson.write(new Messages.Notice(notice, data));
        peers.values().stream()
                .filter(peer -> peer != except)
                .forEach(peer -> peer.outbox().send(text));
    }

    private void endIfEmpty() {
        if (peers.isEmpty() && joining == 0) {
            end("The last one left.");
        }
    }

    /** Closes the router; everybody who is still there is told why. */
    void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        onEnd.run();
        var unused = router.thenAccept(Router::close);
        List<Peer> present = List.copyOf(peers.values());
        peers.clear();
        for (Peer peer : present) {
            peer.close();
            peer.outbox().notify("roomEnded", new Messages.Ended(reason));
        }
    }
}

package org.mafalda.demo.conference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** One tab in one room: its transports and what is on them. Lives until it leaves. On the conference's thread. */
final class Peer {
    private static final long FIRST_OUTGOING_BITRATE = 1_000_000;

    private final String id;
    private final String name;
    private final Room room;
    private final Router router;
    private final Outbox outbox;
    private final ConferenceOptions options;
    private final Executor thread;
    private final Map<String, WebRtcTransport> transports = new LinkedHashMap<>();
    private final Map<String, OwnProducer> producers = new LinkedHashMap<>();
    private final Map<String, Consumer> consumers = new LinkedHashMap<>();
    /** Of what was sent on a lost transport, by source: it is sent again under them. */
    private final Map<Object, String> producerIds = new HashMap<>();

    private @Nullable WebRtcTransport receiving;
    private @Nullable RtpCapabilities rtpCapabilities;
    private boolean closed;

    private record OwnProducer(Producer producer, Messages.Source source) {
        Messages.ProducerView view() {
            return new Messages.ProducerView(producer.id(), producer.kind(), source, producer.paused());
        }
    }

    Peer(String id, String name, Room room, Router router, Outbox outbox, ConferenceOptions options, Executor thread) {
        this.id = id;
        this.name = name;
        this.room = room;
        this.router = router;
        this.outbox = outbox;
        this.options = options;
        this.thread = thread;
    }

    String id() {
        return id;
    }

    Room room() {
        return room;
    }

    Router router() {
        return router;
    }

    Outbox outbox() {
        return outbox;
    }

    Messages.PeerView view() {
        return new Messages.PeerView(
                id, name, producers.values().stream().map(OwnProducer::view).toList());
    }

    /** What the peer shows with that producer; null if it has no such one. */
    Messages.@Nullable Source source(String producerId) {
        OwnProducer own = producers.get(producerId);
        return own == null ? null : own.source();
    }

    String name() {
        return name;
    }

    CompletionStage<Messages.TransportCreated> createTransport(Messages.CreateTransport request) {
        boolean receives = request.direction() == Messages.Direction.RECV;
        RtpCapabilities capabilities = request.rtpCapabilities();
        if (receives && capabilities == null) {
            throw InvalidArgumentException.of("rtpCapabilities", null, "must be given to receive");
        }
        WebRtcTransportOptions transportOptions = WebRtcTransportOptions.listen(
                        listenInfo(TransportProtocol.UDP), listenInfo(TransportProtocol.TCP))
                .enableUdp(true)
                .enableTcp(true)
                .preferUdp(true)
                .initialAvailableOutgoingBitrate(FIRST_OUTGOING_BITRATE)
                .appData(Map.of(
                        "peerId",
                        id,
                        "peer",
                        name,
                        "direction",
                        request.direction().toString()))
                .build();
        return router.createWebRtcTransport(transportOptions)
                .thenApplyAsync(
                        transport -> {
                            stillHere(transport);
                            adopt(transport);
                            if (receives) {
                                receiving = transport;
                                rtpCapabilities = capabilities;
                            }
                            return created(transport);
                        },
                        thread);
    }

    private void adopt(WebRtcTransport transport) {
        transports.put(transport.id(), transport);
        transport.onClose(event -> thread.execute(() -> ended(transport, event)));
    }

    private static Messages.TransportCreated created(WebRtcTransport transport) {
        return new Messages.TransportCreated(
                transport.id(), transport.iceParameters(), transport.iceCandidates(), transport.dtlsParameters());
    }

    /** Somebody else may close a transport; {@link #lost} is told of its worker's end, the room of its own. */
    private void ended(WebRtcTransport transport, CloseEvent event) {
        if (event.reason() instanceof CloseReason.Called && transports.remove(transport.id()) != null) {
            outbox.notify("transportClosed", new Messages.Ended(Failures.describe(event.reason())));
        }
    }

    /**
     * The worker of a transport has gone while the room goes on elsewhere: moves there what was on it. Says whether the
     * transport is one of this peer.
     */
    boolean lost(TransportLostEvent event) {
        WebRtcTransport lost = transports.remove(event.transportId());
        if (lost == null) {
            return false;
        }
        lost.close();
        if (!(event.replacement() instanceof WebRtcTransport replacement)) {
            outbox.notify("transportLost", new Messages.TransportLost(lost.id(), null, List.of()));
            return true;
        }
        adopt(replacement);
        if (lost == receiving) {
            receiving = replacement;
            var unused = event.restoreConsumers(replacement)
                    .thenAcceptAsync(restored -> replaced(lost, replacement, restored.consumers()), thread);
        } else {
            event.producers()
                    .forEach(producer -> producerIds.put(producer.appData().get("source"), producer.id()));
            replaced(lost, replacement, List.of());
        }
        return true;
    }

    private void replaced(WebRtcTransport lost, WebRtcTransport replacement, List<Consumer> moved) {
        List<Messages.Consumed> consumed = moved.stream().map(this::adopt).toList();
        outbox.notify("transportLost", new Messages.TransportLost(lost.id(), created(replacement), consumed));
    }

    private TransportListenInfo listenInfo(TransportProtocol protocol) {
        return TransportListenInfo.builder(protocol, options.mediaAddress())
                .announcedAddress(options.announcedAddress())
                .build();
    }

    CompletionStage<Void> connectTransport(Messages.ConnectTransport request) {
        return transport(request.transportId()).connect(request.dtlsParameters());
    }

    CompletionStage<Messages.IceRestarted> restartIce(Messages.RestartIce request) {
        return transport(request.transportId()).restartIce().thenApply(Messages.IceRestarted::new);
    }

    CompletionStage<Messages.Produced> produce(Messages.Produce request) {
        String source = request.source().toString();
        ProducerOptions.Builder producerOptions = ProducerOptions.builder(request.kind(), request.rtpParameters())
                .appData(Map.of("peerId", id, "peer", name, "source", source));
        String before = producerIds.remove(source);
        if (before != null) {
            producerOptions.id(before);
        }
        return transport(request.transportId())
                .produce(producerOptions.build())
                .thenApplyAsync(producer -> adopt(producer, request.source()), thread);
    }

    private Messages.Produced adopt(Producer producer, Messages.Source source) {
        stillHere(producer);
        OwnProducer own = new OwnProducer(producer, source);
        producers.put(producer.id(), own);
        room.broadcast(this, "newProducer", new Messages.NewProducer(id, own.view()));
        producer.onPause(event -> changed("producerPaused", producer));
        producer.onResume(event -> changed("producerResumed", producer));
        producer.onClose(event -> thread.execute(() -> {
            if (producers.remove(producer.id()) != null && !closed) {
                room.broadcast(this, "producerClosed", new Messages.ProducerNotice(id, producer.id()));
            }
        }));
        return new Messages.Produced(producer.id());
    }

    private void changed(String notice, Producer producer) {
        thread.execute(() -> {
            if (!closed) {
                room.broadcast(this, notice, new Messages.ProducerNotice(id, producer.id()));
            }
        });
    }

    /** A consumer that is paused until the browser is ready for it. */
    CompletionStage<Messages.Consumed> consume(Messages.Consume request) {
        WebRtcTransport transport = receiving;
        RtpCapabilities capabilities = rtpCapabilities;
        if (transport == null || capabilities == null) {
            throw new InvalidStateException("There is no transport to receive on", Map.of("peer", id));
        }
        ConsumerOptions consumerOptions = ConsumerOptions.builder(request.producerId(), capabilities)
                .paused(true)
                .appData(room.describe(request.producerId()))
                .build();
        return transport
                .consume(consumerOptions)
                .thenApplyAsync(
                        consumer -> {
                            stillHere(consumer);
                            return adopt(consumer);
                        },
                        thread);
    }

    private Messages.Consumed adopt(Consumer consumer) {
        consumers.put(consumer.id(), consumer);
        consumer.onClose(event -> thread.execute(() -> {
            if (consumers.remove(consumer.id()) != null && !closed) {
                outbox.notify("consumerClosed", new Messages.ConsumerRef(consumer.id()));
            }
        }));
        return new Messages.Consumed(
                consumer.id(),
                consumer.producerId(),
                consumer.kind(),
                consumer.rtpParameters(),
                consumer.producerPaused());
    }

    /**
     * A consumer is fed another way, with other streams: the tab consumes anew, because it knows the old ones alone.
     */
    void moved(String consumerId) {
        Consumer consumer = consumers.remove(consumerId);
        if (consumer == null) {
            return;
        }
        outbox.notify("consumerClosed", new Messages.ConsumerRef(consumerId));
        consumer.close();
        Messages.NewProducer offer = room.offer(consumer.producerId());
        if (offer != null) {
            outbox.notify("newProducer", offer);
        }
    }

    CompletionStage<Void> pauseConsumer(Messages.ConsumerRef request) {
        return consumer(request.consumerId()).pause();
    }

    CompletionStage<Void> resumeConsumer(Messages.ConsumerRef request) {
        return consumer(request.consumerId()).resume();
    }

    CompletionStage<Void> pauseProducer(Messages.ProducerRef request) {
        return producer(request.producerId()).pause();
    }

    CompletionStage<Void> resumeProducer(Messages.ProducerRef request) {
        return producer(request.producerId()).resume();
    }

    void closeProducer(Messages.ProducerRef request) {
        producer(request.producerId()).close();
    }

    /** Closes all that the peer had. */
    void close() {
        closed = true;
        transports.values().forEach(WebRtcTransport::close);
        transports.clear();
        producers.clear();
        consumers.clear();
    }

    /** What was created for a tab that left in the meantime is closed. */
    private void stillHere(AutoCloseable created) {
        if (!closed) {
            return;
        }
        try {
            created.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        throw new InvalidStateException("The tab has left the room", Map.of("peer", id, "room", room.name()));
    }

    private WebRtcTransport transport(String transportId) {
        return found("Transport", "transportId", transportId, transports.get(transportId));
    }

    private Consumer consumer(String consumerId) {
        return found("Consumer", "consumerId", consumerId, consumers.get(consumerId));
    }

    private Producer producer(String producerId) {
        OwnProducer own = producers.get(producerId);
        return found("Producer", "producerId", producerId, own == null ? null : own.producer());
    }

    private <T> T found(String what, String key, String sought, @Nullable T object) {
        if (object == null) {
            throw new NotFoundException(what + " not found", Map.of(key, sought, "peer", id));
        }
        return object;
    }
}

package org.mafalda.demo.conference;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What one tab may ask for. Lives as long as the tab's WebSocket. On the conference's thread. */
final class Signalling {
    private static final Logger LOG = LoggerFactory.getLogger(Signalling.class);
    private static final Messages.Nothing NOTHING = new Messages.Nothing();

    private final Conference conference;
    private final Outbox outbox;
    private final Executor thread;
    private @Nullable Peer peer;
    private boolean joining;
    private boolean closed;

    Signalling(Conference conference, Outbox outbox, Executor thread) {
        this.conference = conference;
        this.outbox = outbox;
        this.thread = thread;
    }

    /** Takes one message; the answer is sent when it is ready. */
    void take(String text) {
        Messages.Request request;
        try {
            request = ConferenceJson.read(text, Messages.Request.class);
        } catch (JacksonException e) {
            outbox.notify("refused", Failures.describe(e));
            return;
        }
        CompletionStage<?> result;
        try {
            result = perform(request.method(), new Data(request.data()));
        } catch (RuntimeException e) {
            result = CompletableFuture.failedStage(e);
        }
        var unused = result.whenCompleteAsync((answer, failure) -> answer(request, answer, failure), thread);
    }

    private void answer(Messages.Request request, @Nullable Object answer, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("Refused {}", request.method(), failure);
            outbox.send(ConferenceJson.write(new Messages.Answer(request.id(), null, Failures.describe(failure))));
        } else {
            Object data = answer == null ? NOTHING : answer;
            outbox.send(ConferenceJson.write(new Messages.Answer(request.id(), data, null)));
        }
    }

    private CompletionStage<?> perform(String method, Data data) {
        return switch (method) {
            case "join" -> join(data.as(Messages.Join.class));
            case "ping" -> done(() -> {});
            case "leave" -> done(this::leave);
            case "createTransport" -> peer().createTransport(data.as(Messages.CreateTransport.class));
            case "connectTransport" -> peer().connectTransport(data.as(Messages.ConnectTransport.class));
            case "restartIce" -> peer().restartIce(data.as(Messages.RestartIce.class));
            case "produce" -> peer().produce(data.as(Messages.Produce.class));
            case "pauseProducer" -> peer().pauseProducer(data.as(Messages.ProducerRef.class));
            case "resumeProducer" -> peer().resumeProducer(data.as(Messages.ProducerRef.class));
            case "closeProducer" -> done(() -> peer().closeProducer(data.as(Messages.ProducerRef.class)));
            case "consume" -> peer().consume(data.as(Messages.Consume.class));
            case "pauseConsumer" -> peer().pauseConsumer(data.as(Messages.ConsumerRef.class));
            case "resumeConsumer" -> peer().resumeConsumer(data.as(Messages.ConsumerRef.class));
            default -> throw new NotFoundException("No such method", Map.of("method", method));
        };
    }

    private CompletionStage<Messages.Joined> join(Messages.Join request) {
        if (joining || (peer != null && peer.room().has(peer))) {
            throw new InvalidStateException("This tab is in a room already", Map.of());
        }
        joining = true;
        return conference
                .join(request, outbox, arrived -> !closed)
                .whenComplete((arrived, failure) -> {
                    joining = false;
                    peer = arrived;
                })
                .thenApply(arrived -> new Messages.Joined(
                        arrived.id(),
                        arrived.room().name(),
                        arrived.router().rtpCapabilities(),
                        arrived.room().othersThan(arrived)));
    }

    private Peer peer() {
        Peer present = peer;
        if (present == null || !present.room().has(present)) {
            throw new InvalidStateException("This tab is in no room", Map.of());
        }
        return present;
    }

    private void leave() {
        Peer present = peer;
        peer = null;
        if (present != null) {
            present.room().leave(present);
        }
    }

    /** The tab is gone. */
    void close() {
        closed = true;
        leave();
    }

    private static CompletionStage<?> done(Runnable task) {
        task.run();
        return CompletableFuture.completedStage(NOTHING);
    }

    private record Data(@Nullable JsonNode node) {
        <T> T as(Class<T> type) {
            if (node == null || !node.isObject()) {
                throw InvalidArgumentException.of("data", node, "must be an object");
            }
            return ConferenceJson.read(node, type);
        }
    }
}

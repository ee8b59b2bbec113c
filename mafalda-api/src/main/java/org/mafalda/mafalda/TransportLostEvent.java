package org.mafalda.mafalda;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Transport;

/**
 * The endpoint of a transport cannot reach it any more, because its worker has died or its box is suspect; another
 * transport, made with the same options on another worker, is ready for it. Its endpoint has to be told, and to
 * connect; then {@link #restoreProducers} and {@link #restoreConsumers} make on it what was on the lost one.
 *
 * @param transportId the id of the lost transport
 * @param closed whether it is closed; if not, its worker is suspect, and it may come back
 * @param replacement the other transport; null if none could be made
 * @param producers its producers as they were, with their ids
 * @param consumers its consumers as they were
 * @param dataProducers its data producers as they were, with their ids
 * @param dataConsumers its data consumers as they were
 */
public record TransportLostEvent(
        String transportId,
        boolean closed,
        @Nullable Transport replacement,
        List<ProducerOptions> producers,
        List<ConsumerOptions> consumers,
        List<DataProducerOptions> dataProducers,
        List<DataConsumerOptions> dataConsumers) {
    /** Copies the lists. */
    public TransportLostEvent {
        Objects.requireNonNull(transportId, "transportId");
        producers = List.copyOf(producers);
        consumers = List.copyOf(consumers);
        dataProducers = List.copyOf(dataProducers);
        dataConsumers = List.copyOf(dataConsumers);
    }

    /**
     * What was made again; what could not be made is missing.
     *
     * @param producers producers, in the order of the lost ones
     * @param dataProducers data producers, in the order of the lost ones
     * @param consumers consumers, in the order of the lost ones
     * @param dataConsumers data consumers, in the order of the lost ones
     * @param failures why others are missing
     */
    public record Restored(
            List<Producer> producers,
            List<DataProducer> dataProducers,
            List<Consumer> consumers,
            List<DataConsumer> dataConsumers,
            List<Throwable> failures) {
        /** Copies the lists. */
        public Restored {
            producers = List.copyOf(producers);
            dataProducers = List.copyOf(dataProducers);
            consumers = List.copyOf(consumers);
            dataConsumers = List.copyOf(dataConsumers);
            failures = List.copyOf(failures);
        }
    }

    /**
     * Makes the producers and data producers on another transport, under their ids; those of a suspect transport have
     * to be closed before. An endpoint that sends with other RTP parameters now, as browsers do over a new connection,
     * produces by itself, with the ids from {@link #producers}. Fails never.
     */
    public CompletableFuture<Restored> restoreProducers(Transport transport) {
        Attempts attempts = new Attempts();
        CompletableFuture<List<Producer>> made = attempts.all(producers, transport::produce);
        return made.thenCombine(
                attempts.all(dataProducers, transport::produceData),
                (done, doneData) -> new Restored(done, doneData, List.of(), List.of(), attempts.failures));
    }

    /**
     * Makes the consumers and data consumers on another transport, paused and with the layers that they had; without
     * those whose producers have gone. Fails never.
     */
    public CompletableFuture<Restored> restoreConsumers(Transport transport) {
        Attempts attempts = new Attempts();
        CompletableFuture<List<Consumer>> made = attempts.all(consumers, transport::consume);
        return made.thenCombine(
                attempts.all(dataConsumers, transport::consumeData),
                (done, doneData) -> new Restored(List.of(), List.of(), done, doneData, attempts.failures));
    }

    /** Calls of which some may fail. */
    private static final class Attempts {
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        private <O, T> CompletableFuture<List<T>> all(List<O> options, Function<O, CompletableFuture<T>> call) {
            List<CompletableFuture<Optional<T>>> calls = options.stream()
                    .map(one -> CompletableFuture.completedFuture(one)
                            .thenCompose(call)
                            .handle((made, failure) -> {
                                if (failure != null) {
                                    Throwable cause = failure.getCause();
                                    failures.add(
                                            failure instanceof CompletionException && cause != null ? cause : failure);
                                }
                                return Optional.ofNullable(made);
                            }))
                    .toList();
            return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                    .thenApply(done ->
                            calls.stream().flatMap(one -> one.join().stream()).toList());
        }
    }
}

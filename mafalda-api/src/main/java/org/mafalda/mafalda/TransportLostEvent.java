package org.mafalda.mafalda;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
     */
    public record Restored(
            List<Producer> producers,
            List<DataProducer> dataProducers,
            List<Consumer> consumers,
            List<DataConsumer> dataConsumers) {
        /** Copies the lists. */
        public Restored {
            producers = List.copyOf(producers);
            dataProducers = List.copyOf(dataProducers);
            consumers = List.copyOf(consumers);
            dataConsumers = List.copyOf(dataConsumers);
        }
    }

    /**
     * Makes the producers and data producers on another transport, under their ids; those of a suspect transport have
     * to be closed before. An endpoint that sends with other RTP parameters now, as browsers do over a new connection,
     * produces by itself, with the ids from {@link #producers}. Fails never.
     */
    public CompletableFuture<Restored> restoreProducers(Transport transport) {
        return all(producers, transport::produce)
                .thenCombine(
                        all(dataProducers, transport::produceData),
                        (made, madeData) -> new Restored(made, madeData, List.of(), List.of()));
    }

    /**
     * Makes the consumers and data consumers on another transport, paused and with the layers that they had; without
     * those whose producers have gone. Fails never.
     */
    public CompletableFuture<Restored> restoreConsumers(Transport transport) {
        return all(consumers, transport::consume)
                .thenCombine(
                        all(dataConsumers, transport::consumeData),
                        (made, madeData) -> new Restored(List.of(), List.of(), made, madeData));
    }

    private static <O, T> CompletableFuture<List<T>> all(List<O> options, Function<O, CompletableFuture<T>> call) {
        CompletableFuture<List<T>> made = CompletableFuture.completedFuture(List.of());
        for (O one : options) {
            CompletableFuture<@Nullable T> next = call.apply(one).exceptionally(failure -> null);
            made = made.thenCombine(next, (before, child) -> {
                List<T> after = new ArrayList<>(before);
                if (child != null) {
                    after.add(child);
                }
                return after;
            });
        }
        return made;
    }
}

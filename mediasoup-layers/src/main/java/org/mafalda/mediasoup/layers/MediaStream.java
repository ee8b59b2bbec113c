package org.mafalda.mediasoup.layers;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.rope.Details;

/** Media that is piped. */
record MediaStream(Producer producer) implements PipeStream.Origin {
    @Override
    public boolean closed() {
        return producer.closed();
    }

    @Override
    public NotFoundException closedFailure() {
        return new NotFoundException(
                "Producer was closed while it was being piped", Details.of("producerId", producer.id()));
    }

    @Override
    public CompletableFuture<PipeStream.Near> consume(PipeTransport transport) {
        return transport
                .consume(ConsumerOptions.ofPipe(producer.id(), Map.of()))
                .thenApply(consumer -> new Near(producer, consumer));
    }

    private record Near(Producer origin, Consumer consumer) implements PipeStream.Near {
        @Override
        public boolean closed() {
            return consumer.closed();
        }

        @Override
        public boolean paused() {
            return consumer.paused() || consumer.producerPaused();
        }

        @Override
        public void close() {
            consumer.close();
        }

        @Override
        public CompletableFuture<PipeStream.Far> produce(PipeTransport transport, boolean keepId) {
            ProducerOptions.Builder options = ProducerOptions.builder(consumer.kind(), consumer.rtpParameters())
                    .paused(paused())
                    .appData(origin.appData());
            if (keepId) {
                options.id(origin.id());
            }
            return transport.produce(options.build()).thenApply(producer -> new Far(consumer, producer));
        }

        @Override
        public void onPausedChange(Runnable task) {
            var unused = consumer.onPause(event -> task.run());
            unused = consumer.onResume(event -> task.run());
        }

        @Override
        public void onClose(Runnable task) {
            var unused = consumer.onClose(event -> task.run());
        }
    }

    private record Far(Consumer consumer, Producer producer) implements PipeStream.Far {
        @Override
        public boolean closed() {
            return producer.closed();
        }

        @Override
        public boolean paused() {
            return producer.paused();
        }

        @Override
        public CompletableFuture<Void> pause() {
            return producer.pause();
        }

        @Override
        public CompletableFuture<Void> resume() {
            return producer.resume();
        }

        @Override
        public void close() {
            producer.close();
        }

        @Override
        public void onClose(Runnable task) {
            var unused = producer.onClose(event -> task.run());
        }

        @Override
        public PipeToRouterResult result() {
            return new PipeToRouterResult(consumer, producer, null, null);
        }
    }
}

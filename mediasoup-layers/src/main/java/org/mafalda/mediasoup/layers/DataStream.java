package org.mafalda.mediasoup.layers;

import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.rope.Details;

/** Data messages that are piped. */
record DataStream(DataProducer dataProducer) implements PipeStream.Origin {
    @Override
    public boolean closed() {
        return dataProducer.closed();
    }

    @Override
    public NotFoundException closedFailure() {
        return new NotFoundException(
                "DataProducer was closed while it was being piped", Details.of("dataProducerId", dataProducer.id()));
    }

    @Override
    public CompletableFuture<PipeStream.Near> consume(PipeTransport transport) {
        return transport
                .consumeData(DataConsumerOptions.builder(dataProducer.id()).build())
                .thenApply(dataConsumer -> new Near(dataProducer, dataConsumer));
    }

    private record Near(DataProducer origin, DataConsumer dataConsumer) implements PipeStream.Near {
        @Override
        public boolean closed() {
            return dataConsumer.closed();
        }

        @Override
        public boolean paused() {
            return dataConsumer.paused() || dataConsumer.dataProducerPaused();
        }

        @Override
        public void close() {
            dataConsumer.close();
        }

        @Override
        public CompletableFuture<PipeStream.Far> produce(PipeTransport transport, boolean keepId) {
            DataProducerOptions.Builder options = DataProducerOptions.builder()
                    .label(dataConsumer.label())
                    .protocol(dataConsumer.protocol())
                    .paused(paused())
                    .appData(origin.appData());
            SctpStreamParameters stream = dataConsumer.sctpStreamParameters();
            if (stream != null) {
                options.sctpStreamParameters(stream);
            }
            if (keepId) {
                options.id(origin.id());
            }
            return transport.produceData(options.build()).thenApply(producer -> new Far(dataConsumer, producer));
        }

        @Override
        public void onPausedChange(Runnable task) {
            var unused = dataConsumer.onPause(event -> task.run());
            unused = dataConsumer.onResume(event -> task.run());
        }

        @Override
        public void onClose(Runnable task) {
            var unused = dataConsumer.onClose(event -> task.run());
        }
    }

    private record Far(DataConsumer dataConsumer, DataProducer dataProducer) implements PipeStream.Far {
        @Override
        public boolean closed() {
            return dataProducer.closed();
        }

        @Override
        public boolean paused() {
            return dataProducer.paused();
        }

        @Override
        public CompletableFuture<Void> pause() {
            return dataProducer.pause();
        }

        @Override
        public CompletableFuture<Void> resume() {
            return dataProducer.resume();
        }

        @Override
        public void close() {
            dataProducer.close();
        }

        @Override
        public void onClose(Runnable task) {
            var unused = dataProducer.onClose(event -> task.run());
        }

        @Override
        public PipeToRouterResult result() {
            return new PipeToRouterResult(null, null, dataConsumer, dataProducer);
        }
    }
}

package org.mafalda.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;

/**
 * What is measured of a driver, on any {@code Mediasoup}: the same work as in {@code driver.mjs}, method by method.
 *
 * <p>"One at a time" and "in flight" are {@link Loops}. A router has Opus and VP8; a producer is an Opus one with two
 * header extensions; a plain transport is a UDP port on loopback.
 */
final class DriverWork implements AutoCloseable {
    private static final int IN_FLIGHT = 64;
    private static final int CONSUMERS = 500;
    private static final int MESSAGE_BYTES = 100;
    private static final int RTP_HEADER_BYTES = 12;
    private static final int RTP_PAYLOAD_BYTES = 160;

    private final Mediasoup mediasoup;
    private final Worker worker;
    private final Router router;

    DriverWork(Mediasoup mediasoup) {
        this.mediasoup = mediasoup;
        this.worker = mediasoup.createWorker(WorkerSettings.DEFAULT).join();
        this.router = worker.createRouter(Sources.ROUTER).join();
    }

    /** Dumps of an empty router a second, 64 in flight. */
    double dumpsInFlight(int count) {
        return Loops.rate(count, IN_FLIGHT, router::dump);
    }

    /** The median time of a dump of an empty router, one at a time, in microseconds. */
    double dumpAloneMicros(int count) {
        return Loops.medianNanos(count, router::dump) / 1e3;
    }

    /** Plain transports a second that are created and closed, one after the other. */
    double transportsAlone(int count) {
        return Loops.rate(count, 1, this::createAndClose);
    }

    /** Plain transports a second that are created and closed, 64 in flight. */
    double transportsInFlight(int count) {
        return Loops.rate(count, IN_FLIGHT, this::createAndClose);
    }

    private CompletableFuture<?> createAndClose() {
        return router.createPlainTransport(Sources.PLAIN_TRANSPORT).thenAccept(PlainTransport::close);
    }

    /**
     * The time that 500 consumers of one producer take, one after the other: the median of so many, in milliseconds.
     */
    double consumersAlone(int count) {
        return consuming(count, (transport, options) -> Loops.run(CONSUMERS, 1, () -> transport.consume(options)));
    }

    /** The time that 500 consumers of one producer take, all at once: the median of so many, in milliseconds. */
    double consumersAtOnce(int count) {
        return consuming(count, DriverWork::consumeAtOnce);
    }

    /** Consumers a second, all 500 at once: the median of so many. */
    double consumersPerSecond(int count) {
        return CONSUMERS * 1e3 / consumersAtOnce(count);
    }

    private static void consumeAtOnce(Transport transport, ConsumerOptions options) {
        List<CompletableFuture<Consumer>> futures = new ArrayList<>(CONSUMERS);
        for (int i = 0; i < CONSUMERS; i++) {
            futures.add(transport.consume(options));
        }
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
    }

    /** Makes consumers in a way of its own. */
    @FunctionalInterface
    private interface Consuming {
        void consume(Transport transport, ConsumerOptions options);
    }

    private double consuming(int count, Consuming way) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            PlainTransport from = plainTransport();
            PlainTransport to = plainTransport();
            ConsumerOptions options =
                    Sources.consumerOf(from.produce(Sources.OPUS).join(), router);
            long start = System.nanoTime();
            way.consume(to, options);
            millis[i] = (System.nanoTime() - start) / 1e6;
            from.close();
            to.close();
            router.dump().join();
        }
        Arrays.sort(millis);
        return millis[count / 2];
    }

    private PlainTransport plainTransport() {
        return router.createPlainTransport(Sources.PLAIN_TRANSPORT).join();
    }

    /** Messages of 100 bytes a second over a direct transport, from sending to the event. */
    double dataMessages(int count) throws InterruptedException {
        try (DirectTransport transport = directTransport()) {
            DataProducer producer = transport
                    .produceData(
                            DataProducerOptions.builder().label("benchmark").build())
                    .join();
            var consumer = transport
                    .consumeData(DataConsumerOptions.builder(producer.id()).build())
                    .join();
            DataMessage message = DataMessage.binary(ByteBuffer.allocate(MESSAGE_BYTES));
            Flow flow = new Flow(count, () -> producer.send(message));
            consumer.onMessage(event -> flow.received());
            return flow.rate();
        }
    }

    /** RTP packets of 172 bytes a second over a direct transport, from sending to the event. */
    double rtpPackets(int count) throws InterruptedException {
        try (DirectTransport transport = directTransport()) {
            Producer producer = transport.produce(Sources.OPUS).join();
            Consumer consumer =
                    transport.consume(Sources.consumerOf(producer, router)).join();
            ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER_BYTES + RTP_PAYLOAD_BYTES)
                    .put(0, (byte) 0x80)
                    .put(1, (byte) Sources.PAYLOAD_TYPE)
                    .putInt(8, Sources.SSRC);
            int[] sequenceNumber = {0};
            Flow flow = new Flow(count, () -> {
                packet.putShort(2, (short) ++sequenceNumber[0]);
                producer.send(packet);
            });
            consumer.onRtp(event -> flow.received());
            return flow.rate();
        }
    }

    private DirectTransport directTransport() {
        return router.createDirectTransport(DirectTransportOptions.builder().build())
                .join();
    }

    /** The median time until a new worker is ready, in milliseconds; each is gone before the next. */
    double workerStart(int count) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            Worker created = mediasoup.createWorker(WorkerSettings.DEFAULT).join();
            millis[i] = (System.nanoTime() - start) / 1e6;
            CompletableFuture<Void> ended = new CompletableFuture<>();
            created.onSubprocessClose(event -> ended.complete(null));
            created.close();
            ended.join();
        }
        Arrays.sort(millis);
        return millis[count / 2];
    }

    /** Bytes on this JVM's heap for each of so many consumers of one producer. */
    double heapPerConsumer(int count) {
        PlainTransport from = plainTransport();
        PlainTransport to = plainTransport();
        ConsumerOptions options = Sources.consumerOf(from.produce(Sources.OPUS).join(), router);
        long before = usedHeap();
        for (int i = 0; i < count; i += CONSUMERS) {
            consumeAtOnce(to, options);
        }
        double bytes = usedHeap() - before;
        from.close();
        to.close();
        router.dump().join();
        return bytes / count;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        worker.close();
    }
}

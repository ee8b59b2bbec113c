package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newPlainTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.awaitAll;
import static org.mafalda.acceptance.Futures.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.rope.Change;
import org.mafalda.rope.Stateful;

/** Events, state and completions come in order, and nobody can stop them. */
public abstract class LaneContract extends AcceptanceTest {
    private static final int CALLS = 10_000;

    private Worker worker;
    private Router router;
    private PlainTransport transport;
    private Producer producer;

    /** For the compositions. */
    protected LaneContract() {}

    @BeforeEach
    void produce() {
        worker = newWorker();
        router = newRouter(worker);
        transport = newPlainTransport(router);
        producer = await(transport.produce(Sources.opus()));
    }

    private CompletableFuture<Consumer> consume() {
        return transport.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build());
    }

    /** Each call's own event comes before its completion and after the completion of the call before. */
    @Test
    void tenThousandCallsWithAnEventEachKeepTheirOrder() {
        EventLog log = eventLog().add("pause", producer::onPause).add("resume", producer::onResume);

        List<CompletableFuture<?>> calls = new ArrayList<>(CALLS);
        for (int i = 0; i < CALLS; i += 2) {
            calls.add(producer.pause().thenRun(() -> log.note("paused " + producer.paused())));
            calls.add(producer.resume().thenRun(() -> log.note("paused " + producer.paused())));
        }

        awaitAll(calls);
        List<String> round = List.of("pause", "paused true", "resume", "paused false");
        List<String> labels = log.labels();
        assertThat(labels).hasSize(2 * CALLS);
        for (int i = 0; i < labels.size(); i++) {
            assertThat(labels.get(i)).as("label " + i).isEqualTo(round.get(i % round.size()));
        }
    }

    /**
     * The worker tells a consumer about its producer beside the answer to the producer: neither overtakes the other.
     */
    @Test
    void tenThousandNotificationsBesideRepliesKeepTheirOrder() {
        Consumer consumer = await(consume());
        EventLog log = eventLog().add("pause", consumer::onProducerPause).add("resume", consumer::onProducerResume);
        AtomicInteger completed = new AtomicInteger();
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        Runnable check = () -> {
            int calls = completed.incrementAndGet();
            int events = log.size();
            if (events < calls - 1 || events > calls + 1) {
                faults.add(events + " events at the completion of call " + calls);
            }
        };

        List<CompletableFuture<?>> calls = new ArrayList<>(CALLS);
        for (int i = 0; i < CALLS; i += 2) {
            calls.add(producer.pause().thenRun(check));
            calls.add(producer.resume().thenRun(check));
        }

        awaitAll(calls);
        List<String> labels = log.await(CALLS);
        assertThat(faults).isEmpty();
        for (int i = 0; i < labels.size(); i++) {
            assertThat(labels.get(i)).as("label " + i).isEqualTo(i % 2 == 0 ? "pause" : "resume");
        }
    }

    @Test
    void stateIsVisibleWhenTheFutureCompletes() {
        for (int i = 0; i < 200; i++) {
            boolean afterPause = await(producer.pause().thenApply(done -> producer.paused()));
            boolean afterResume = await(producer.resume().thenApply(done -> producer.paused()));

            assertThat(afterPause).isTrue();
            assertThat(afterResume).isFalse();
        }
    }

    @Test
    void stateIsVisibleWhenTheEventFires() {
        EventProbe<Boolean> states = probe(listener -> producer.onPause(event -> listener.on(producer.paused())));

        await(producer.pause());

        assertThat(states.next()).isTrue();
    }

    @Test
    void newObjectIsInItsCollectionsWhenTheFutureCompletes() {
        for (int i = 0; i < 50; i++) {
            boolean there = await(consume()
                    .thenApply(consumer -> transport.consumers().get(consumer.id()) == consumer
                            && router.consumers().get(consumer.id()) == consumer));
            assertThat(there).isTrue();
        }
        boolean routerThere = await(worker.createRouter(RouterOptions.builder().build())
                .thenApply(created -> worker.routers().containsValue(created)));
        assertThat(routerThere).isTrue();
    }

    @Test
    void newObjectIsInItsCollectionsWhenTheEventFires() {
        EventProbe<Boolean> there = probe(listener -> transport.onNewConsumer(event ->
                listener.on(transport.consumers().containsKey(event.consumer().id())
                        && router.consumers().containsKey(event.consumer().id()))));

        await(consume());

        assertThat(there.next()).isTrue();
    }

    /** The worker's notification follows its answer at once; the listener is there in time all the same. */
    @Test
    void listenerFromTheContinuationHearsTheNextEvent() {
        for (int i = 0; i < 100; i++) {
            EventLog log = eventLog();
            CompletableFuture<?> registered =
                    consume().thenAccept(consumer -> log.add("pause", consumer::onProducerPause));
            CompletableFuture<?> paused = producer.pause();

            awaitAll(List.of(registered, paused));
            assertThat(log.await(1)).containsExactly("pause");
            await(producer.resume());
        }
    }

    @Test
    void listenerThatThrowsHarmsNobody() {
        EventProbe<?> throwing = probe(listener -> producer.onPause(event -> {
            listener.on(event);
            throw new IllegalStateException("Thrown on purpose by a listener");
        }));
        EventProbe<?> other = probe(producer::onPause);

        await(producer.pause());
        await(producer.resume());
        await(producer.pause());

        assertThat(throwing.arrived()).isEqualTo(2);
        assertThat(other.arrived()).isEqualTo(2);
        assertThat(producer.paused()).isTrue();
    }

    @Test
    void continuationThatThrowsHarmsNobody() {
        CompletableFuture<Object> failing = producer.pause().thenApply(done -> {
            throw new IllegalStateException("Thrown on purpose by a continuation");
        });

        assertThat(failure(failing)).isInstanceOf(IllegalStateException.class);
        await(producer.resume());
        assertThat(producer.paused()).isFalse();
    }

    @Test
    void blockingInAListenerFailsAtOnce() {
        assertRefused(() -> producer.dump().join());
        assertRefused(() -> producer.dump().get());
        assertRefused(() -> producer.dump().get(10, TimeUnit.SECONDS));
        assertRefused(() -> producer.dump().thenApply(dump -> dump.id()).join());
        BlockingQueue<CompletableFuture<Worker>> creations = new LinkedBlockingQueue<>();
        assertRefused(() -> {
            CompletableFuture<Worker> creation = mediasoup().createWorker(WorkerSettings.DEFAULT);
            creations.add(creation);
            return creation.join();
        });
        awaitAll(creations);
    }

    /** A wait for one of our futures. */
    @FunctionalInterface
    private interface Blocking {
        Object call() throws Exception;
    }

    private void assertRefused(Blocking blocking) {
        EventProbe<Throwable> failures = probe(listener -> producer.onPause(event -> {
            try {
                blocking.call();
                listener.on(new AssertionError("The listener could wait"));
            } catch (Exception e) {
                listener.on(e);
            }
        }));

        await(producer.pause());

        assertThat(failures.next()).isInstanceOf(IllegalStateException.class).hasMessageContaining("continuation");
        failures.close();
        await(producer.resume());
    }

    @Test
    void blockingInAContinuationFailsAtOnce() {
        Supplier<Throwable> waiting = () -> {
            try {
                return new AssertionError(
                        "The continuation could wait for " + producer.dump().join());
            } catch (IllegalStateException e) {
                return e;
            }
        };
        EventProbe<Throwable> failures = probe(listener -> producer.onPause(event -> {
            var unused = producer.dump().thenRun(() -> listener.on(waiting.get()));
        }));

        await(producer.pause());

        assertThat(failures.next()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void changeIsReportedWithItsEventBeforeTheListenersOfTheEvent() {
        ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();
        EventProbe<Change> changes = probe(listener -> ((Stateful) producer).onChange(change -> {
            seen.add("change");
            listener.on(change);
        }));
        EventProbe<?> events = probe(listener -> producer.onPause(event -> {
            seen.add("event");
            listener.on(event);
        }));

        await(producer.pause());

        Change change = changes.next();
        events.next();
        assertThat(seen).containsExactly("change", "event");
        assertThat(change.properties()).containsEntry("paused", true);
        assertThat(change.event()).isNotNull().extracting(Change.Fired::name).isEqualTo("onPause");
    }
}

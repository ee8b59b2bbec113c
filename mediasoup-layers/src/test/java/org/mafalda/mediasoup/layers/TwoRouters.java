package org.mafalda.mediasoup.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Producer;

/** Two routers on two workers, a producer in the first, and the piping between them. */
final class TwoRouters {
    final ScriptedWorker workerA = new ScriptedWorker();
    final ScriptedWorker workerB = new ScriptedWorker();
    final ScriptedRouter a = new ScriptedRouter(workerA, "a");
    final ScriptedRouter b = new ScriptedRouter(workerB, "b");
    final Piping piping = new Piping((from, to) -> PipePath.LOOPBACK);

    ScriptedRouter.Source origin = a.produce("p");

    CompletableFuture<PipeToRouterResult> pipe() {
        return pipe(a, "p", b);
    }

    CompletableFuture<PipeToRouterResult> pipe(ScriptedRouter from, String producerId, ScriptedRouter to) {
        return piping.pipe(
                from.object,
                PipeToRouterOptions.ofProducer(producerId, to.object).build());
    }

    /** Lets so many things happen, at the first worker as long as it has something to do. */
    int run(int steps) {
        int done = 0;
        while (done < steps && (workerA.busy() || workerB.busy())) {
            (workerA.busy() ? workerA : workerB).step();
            done++;
        }
        return done;
    }

    /** Lets everything happen. */
    void runAll() {
        run(Integer.MAX_VALUE);
    }

    /** Lets one thing happen at one of the workers. */
    void stepAtRandom(Random random) {
        ScriptedWorker worker = random.nextBoolean() ? workerA : workerB;
        if (worker.busy()) {
            worker.step();
        }
    }

    /** The only transport of that router. */
    static ScriptedRouter.Transport only(ScriptedRouter router) {
        assertThat(router.transports).hasSize(1);
        return router.transports.values().iterator().next();
    }

    /** The far end of that pipe. */
    static Producer producer(CompletableFuture<PipeToRouterResult> pipe) {
        return Objects.requireNonNull(pipe.join().pipeProducer());
    }

    /** The near end of that pipe. */
    static Consumer consumer(CompletableFuture<PipeToRouterResult> pipe) {
        return Objects.requireNonNull(pipe.join().pipeConsumer());
    }

    /** The producer in the second router that is piped. */
    Producer far() {
        return Objects.requireNonNull(b.producers.get("p"));
    }

    /** Fails unless nothing is left but what was there before. */
    void assertNothingLeft() {
        assertThat(a.transports).isEmpty();
        assertThat(b.transports).isEmpty();
        assertThat(b.producers).isEmpty();
        assertThat(piping.size()).isZero();
    }

    /** Fails unless each transport has as many consumers as the other has producers, all of them in step. */
    void assertConsistent() {
        assertThat(a.transports).hasSameSizeAs(b.transports);
        int consumers = a.transports.values().stream()
                .mapToInt(transport -> transport.consumers.size())
                .sum();
        List<ScriptedRouter.Source> far = b.transports.values().stream()
                .flatMap(transport -> transport.producers.values().stream())
                .toList();
        assertThat(far).hasSize(consumers);
        assertThat(far).allMatch(source -> source.paused() == origin.paused(), "is paused as its origin is");
    }
}

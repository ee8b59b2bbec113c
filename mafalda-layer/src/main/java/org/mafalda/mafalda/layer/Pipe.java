package org.mafalda.mafalda.layer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Topology;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Producer;

/**
 * One producer or data producer, piped from its inner router to another. While nobody uses it, it is paused; when that
 * has lasted for the linger, it is closed. Thread-safe.
 */
final class Pipe {
    private final Mirror origin;
    private final InnerRouter target;
    private final Timing timing;
    private final Consumer<Pipe> forget;
    private final CompletableFuture<PipeToRouterResult> made = new CompletableFuture<>();
    /** Pauses and resumptions, one after the other; guarded by this, as all below. */
    private CompletableFuture<Void> tail = nothing();

    private int users;
    private boolean paused;
    private boolean over;
    private @Nullable ScheduledFuture<?> end;

    Pipe(Mirror origin, InnerRouter target, Timing timing, Consumer<Pipe> forget) {
        this.origin = origin;
        this.target = target;
        this.timing = timing;
        this.forget = forget;
    }

    /** Pipes; to be called once. */
    void make() {
        boolean data = origin.inner() instanceof DataProducer;
        PipeToRouterOptions options = (data
                        ? PipeToRouterOptions.ofDataProducer(origin.innerId(), target.router())
                        : PipeToRouterOptions.ofProducer(origin.innerId(), target.router()))
                .keepId(false)
                .build();
        var unused = origin.place().router().pipeToRouter(options).whenComplete((result, failure) -> {
            if (failure == null) {
                begin(result);
                made.complete(result);
            } else {
                close();
                made.completeExceptionally(Home.unwrapped(failure));
            }
        });
    }

    private void begin(PipeToRouterResult result) {
        origin.home.names().put(farId(result), origin);
        count(1);
        Runnable ended = () -> {
            origin.home.names().remove(farId(result));
            count(-1);
            close();
        };
        Producer producer = result.pipeProducer();
        DataProducer dataProducer = result.pipeDataProducer();
        if (producer != null) {
            var unused = producer.onClose(event -> ended.run());
        } else if (dataProducer != null) {
            var unused = dataProducer.onClose(event -> ended.run());
        }
    }

    /** It is one stream on each of the two workers. */
    private void count(int more) {
        for (InnerWorker end : List.of(origin.place().worker(), target.worker())) {
            end.add(more);
            end.flow(more);
        }
    }

    private static String farId(PipeToRouterResult result) {
        Producer producer = result.pipeProducer();
        DataProducer dataProducer = result.pipeDataProducer();
        if (producer != null) {
            return producer.id();
        }
        if (dataProducer != null) {
            return dataProducer.id();
        }
        throw new IllegalArgumentException("Nothing was piped");
    }

    /** Counts one more user; the far id when it flows, or null if it has ended. */
    synchronized @Nullable CompletableFuture<String> use() {
        if (over) {
            return null;
        }
        users++;
        if (end != null) {
            end.cancel(false);
            end = null;
        }
        if (paused) {
            paused = false;
            then(this::resume);
        }
        return tail.<@Nullable Void>handle((done, failure) -> null)
                .thenCompose(done -> made)
                .thenApply(Pipe::farId)
                .whenComplete((id, failure) -> {
                    if (failure != null) {
                        release();
                    }
                });
    }

    /** One user fewer. */
    synchronized void release() {
        users--;
        if (users == 0 && !over) {
            paused = true;
            then(this::pause);
            end = timing.afterLinger(this::endIfUnused);
        }
    }

    private void then(Supplier<CompletableFuture<Void>> step) {
        tail = tail.<@Nullable Void>handle((done, failure) -> null)
                .thenComposeAsync(done -> step.get(), origin.home.lane());
    }

    private static CompletableFuture<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> pause() {
        return made.thenCompose(result -> {
            org.mafalda.mediasoup.Consumer consumer = result.pipeConsumer();
            DataConsumer dataConsumer = result.pipeDataConsumer();
            return consumer != null ? consumer.pause() : dataConsumer == null ? nothing() : dataConsumer.pause();
        });
    }

    /** Also resumes the far end at once, lest new consumers see it paused when the origin is not. */
    private CompletableFuture<Void> resume() {
        return made.thenCompose(result -> {
            org.mafalda.mediasoup.Consumer consumer = result.pipeConsumer();
            Producer producer = result.pipeProducer();
            DataConsumer dataConsumer = result.pipeDataConsumer();
            DataProducer dataProducer = result.pipeDataProducer();
            if (consumer != null && producer != null) {
                return consumer.resume().thenCompose(done -> consumer.producerPaused() ? nothing() : producer.resume());
            }
            if (dataConsumer != null && dataProducer != null) {
                return dataConsumer
                        .resume()
                        .thenCompose(done -> dataConsumer.dataProducerPaused() ? nothing() : dataProducer.resume());
            }
            return nothing();
        });
    }

    private void endIfUnused() {
        end(true);
    }

    private void close() {
        end(false);
    }

    private void end(boolean onlyIfUnused) {
        synchronized (this) {
            if (over || (onlyIfUnused && users > 0)) {
                return;
            }
            over = true;
            if (end != null) {
                end.cancel(false);
            }
        }
        forget.accept(this);
        var unused = made.thenAccept(result -> {
            Producer producer = result.pipeProducer();
            DataProducer dataProducer = result.pipeDataProducer();
            if (producer != null) {
                producer.close();
            } else if (dataProducer != null) {
                dataProducer.close();
            }
        });
    }

    synchronized Topology.Pipe describe() {
        boolean data = origin.inner() instanceof DataProducer;
        return new Topology.Pipe(
                data ? null : origin.id(),
                data ? origin.id() : null,
                origin.place().router().id(),
                target.router().id(),
                users);
    }
}

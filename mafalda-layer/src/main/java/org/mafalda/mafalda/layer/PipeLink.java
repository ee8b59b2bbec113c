package org.mafalda.mafalda.layer;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.policy.StreamKind.Use;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Producer;

/**
 * One way on which a pipe's stream comes: a near end on the worker of the parent, and a far end on that of the target.
 * A pipe has one at a time, and two while it changes from one to the other. On the lane.
 */
final class PipeLink implements Pipes.User {
    private final Mirror origin;
    private final Pipes.Parent parent;
    private final InnerRouter target;
    private final Function<PipeLink, CompletableFuture<Void>> broken;
    private final Flow near;
    private final Flow far;
    private @Nullable PipeToRouterResult ends;
    private boolean over;

    /**
     * A way that is to be made.
     *
     * @param broken called when nothing comes over it any more, or will not soon; done when another is in its place
     */
    PipeLink(
            Mirror origin,
            Pipes.Parent parent,
            InnerRouter target,
            Function<PipeLink, CompletableFuture<Void>> broken) {
        this.origin = origin;
        this.parent = parent;
        this.target = target;
        this.broken = broken;
        this.near = Flow.ofPipe(Use.PIPE_CONSUMER, origin.self(), this::flows);
        this.far = Flow.ofPipe(Use.PIPE_PRODUCER, origin.self(), this::flows);
    }

    Pipes.Parent parent() {
        return parent;
    }

    boolean over() {
        return over;
    }

    /** Whether its far end is there. */
    boolean stands() {
        PipeToRouterResult made = ends;
        Producer producer = made == null ? null : made.pipeProducer();
        DataProducer dataProducer = made == null ? null : made.pipeDataProducer();
        return !over && ((producer != null && !producer.closed()) || (dataProducer != null && !dataProducer.closed()));
    }

    /** Makes it; to be called once. Completed on any thread. */
    CompletableFuture<PipeToRouterResult> make() {
        Pipe above = parent.pipe();
        CompletableFuture<String> from =
                above == null ? CompletableFuture.completedFuture(origin.innerId()) : above.use(this);
        return from.thenCompose(innerId -> parent.router()
                .router()
                .pipeToRouter((origin.inner() instanceof DataProducer
                                ? PipeToRouterOptions.ofDataProducer(innerId, target.router())
                                : PipeToRouterOptions.ofProducer(innerId, target.router()))
                        .keepId(false)
                        .build()));
    }

    /** It stands, and is counted from now on. */
    void begin(PipeToRouterResult made) {
        ends = made;
        origin.home.names().put(farId(), origin);
        parent.router().worker().add(near);
        target.worker().add(far);
        SpanningTransport transport = origin.standsOn();
        if (transport != null) {
            transport.piped();
        }
        Runnable ended = () -> origin.home.lane().execute(() -> {
            if (!over) {
                var unused = broken.apply(this);
            }
        });
        Producer producer = made.pipeProducer();
        DataProducer dataProducer = made.pipeDataProducer();
        if (producer != null) {
            var unused = producer.onClose(event -> ended.run());
        } else if (dataProducer != null) {
            var unused = dataProducer.onClose(event -> ended.run());
        }
    }

    @Override
    public CompletableFuture<Void> moved(String innerId) {
        return over ? nothing() : broken.apply(this);
    }

    @Override
    public void lost() {
        if (!over) {
            var unused = broken.apply(this);
        }
    }

    private PipeToRouterResult ends() {
        PipeToRouterResult made = ends;
        if (made == null) {
            throw new IllegalStateException("Link does not stand [id:" + origin.id() + ", from:"
                    + parent.router().router().id() + ", to:" + target.router().id() + "]");
        }
        return made;
    }

    String farId() {
        return farId(ends());
    }

    private static String farId(PipeToRouterResult made) {
        Producer producer = made.pipeProducer();
        DataProducer dataProducer = made.pipeDataProducer();
        if (producer != null) {
            return producer.id();
        }
        if (dataProducer != null) {
            return dataProducer.id();
        }
        throw new IllegalArgumentException("Nothing was piped");
    }

    private boolean flows() {
        org.mafalda.mediasoup.Consumer consumer = ends().pipeConsumer();
        return consumer == null || (!consumer.paused() && !consumer.producerPaused());
    }

    static CompletableFuture<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    CompletableFuture<Void> pause() {
        org.mafalda.mediasoup.Consumer consumer = ends().pipeConsumer();
        DataConsumer dataConsumer = ends().pipeDataConsumer();
        return consumer != null ? consumer.pause() : dataConsumer == null ? nothing() : dataConsumer.pause();
    }

    /**
     * Also resumes the far end at once, lest new consumers see it paused when the origin is not; and looks again
     * afterwards, because the origin may have been paused meanwhile.
     */
    CompletableFuture<Void> resume() {
        PipeToRouterResult made = ends();
        org.mafalda.mediasoup.Consumer consumer = made.pipeConsumer();
        Producer producer = made.pipeProducer();
        DataConsumer dataConsumer = made.pipeDataConsumer();
        DataProducer dataProducer = made.pipeDataProducer();
        if (consumer != null && producer != null) {
            return consumer.resume()
                    .thenCompose(done -> consumer.producerPaused() ? nothing() : producer.resume())
                    .thenCompose(done -> consumer.producerPaused() ? producer.pause() : nothing());
        }
        if (dataConsumer != null && dataProducer != null) {
            return dataConsumer
                    .resume()
                    .thenCompose(done -> dataConsumer.dataProducerPaused() ? nothing() : dataProducer.resume())
                    .thenCompose(done -> dataConsumer.dataProducerPaused() ? dataProducer.pause() : nothing());
        }
        return nothing();
    }

    /** It is not needed any more. Idempotent. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        Pipe above = parent.pipe();
        if (above != null) {
            above.release(this);
        }
        if (ends != null) {
            origin.home.names().remove(farId());
            parent.router().worker().remove(near);
            target.worker().remove(far);
            close(ends);
        }
    }

    /** Closes what came too late. */
    static void close(PipeToRouterResult made) {
        Producer producer = made.pipeProducer();
        DataProducer dataProducer = made.pipeDataProducer();
        if (producer != null) {
            producer.close();
        } else if (dataProducer != null) {
            dataProducer.close();
        }
    }

    /** Whether what it comes from cannot serve it, now or ever. */
    boolean parentGone() {
        Pipe above = parent.pipe();
        return parent.router().router().closed()
                || !parent.router().worker().reachable()
                || (above != null && above.over());
    }
}

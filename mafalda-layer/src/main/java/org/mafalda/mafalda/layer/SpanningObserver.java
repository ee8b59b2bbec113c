package org.mafalda.mafalda.layer;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.rope.Details;
import org.mafalda.rope.runtime.LaneFuture;

/**
 * An RTP observer of a router that spans workers. It has a home on one of them, and what it observes is piped there:
 * one pipe for each producer that comes from another worker.
 */
class SpanningObserver extends Mirror {
    private final SpanningRouter router;
    private final Map<String, Observed> observed = new ConcurrentHashMap<>();

    SpanningObserver(InnerRouter place, Map<String, @Nullable Object> appData, RtpObserver inner) {
        super(place, UUID.randomUUID().toString(), appData, inner);
        this.router = place.owner();
    }

    final RtpObserver observer() {
        return (RtpObserver) inner();
    }

    @Override
    CompletableFuture<?> call(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "addProducer" -> onProducer("addProducer", arguments, this::add);
            case "removeProducer" -> onProducer("removeProducer", arguments, this::remove);
            default -> super.call(method, arguments);
        };
    }

    /** Begins to watch a producer. */
    CompletableFuture<Void> add(Mirror origin) {
        String producerId = origin.id();
        Observed one = new Observed();
        return router.pipes().reach(origin, place(), one).thenCompose(way -> {
            one.innerId = way.innerId();
            one.end = way.end();
            CompletableFuture<Void> added = answer("addProducer", observer().addProducer(way.innerId()), done -> null);
            var unused = added.whenComplete((done, failure) -> {
                if (failure != null || closed() || observed.putIfAbsent(producerId, one) != null) {
                    way.end().run();
                } else {
                    var ignored = origin.onClose(event -> forget(producerId));
                }
            });
            return added;
        });
    }

    /** A producer that is observed; it is added again when it comes another way. */
    private final class Observed implements Pipes.User {
        private volatile String innerId = "";
        private volatile Runnable end = () -> {};

        @Override
        public CompletableFuture<Void> moved(String newId) {
            innerId = newId;
            return closed() || !observed.containsValue(this)
                    ? PipeLink.nothing()
                    : observer().addProducer(newId).exceptionally(failure -> null);
        }

        @Override
        public void lost() {
            observed.values().remove(this);
        }
    }

    /** Stops watching a producer. */
    CompletableFuture<Void> remove(Mirror origin) {
        Observed use = observed.get(origin.id());
        if (use == null && origin.place() != place()) {
            return LaneFuture.failed(notFound(origin.id()));
        }
        String innerId = use == null ? origin.innerId() : use.innerId;
        return answer("removeProducer", observer().removeProducer(innerId), done -> {
            forget(origin.id());
            return null;
        });
    }

    private CompletableFuture<Void> onProducer(
            String method, @Nullable Object[] arguments, Function<Mirror, CompletableFuture<Void>> call) {
        String producerId = (String) Objects.requireNonNull(arguments[0]);
        Producer producer = router.producers().get(producerId);
        Mirror origin = Mirror.of(producer);
        if (producer == null || origin == null) {
            return LaneFuture.failed(notFound(producerId));
        }
        if (producer.kind() != MediaKind.AUDIO) {
            return LaneFuture.failed(
                    InvalidArgumentException.of("producerId", producerId, "must be that of an audio producer"));
        }
        return settled(
                method,
                call.apply(origin)
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                                origin.closed() && !closed() ? notFound(producerId) : failure)));
    }

    final NotFoundException notFound(String producerId) {
        return new NotFoundException("Producer not found", Details.of("producerId", producerId, "router", router.id()));
    }

    private void forget(String producerId) {
        Observed use = observed.remove(producerId);
        if (use != null) {
            use.end.run();
        }
    }

    @Override
    protected void afterCloseEvent(CloseReason reason) {
        super.afterCloseEvent(reason);
        observed.keySet().forEach(this::forget);
        router.left(this);
    }
}

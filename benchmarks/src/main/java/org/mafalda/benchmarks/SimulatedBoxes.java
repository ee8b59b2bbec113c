package org.mafalda.benchmarks;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.rtp.SupportedRtpCapabilities;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/** Boxes without a machine, whose workers are there at once and do nothing: what placing them takes is left. */
final class SimulatedBoxes {
    private static final int CORES = 8;

    private SimulatedBoxes() {}

    /** A box that is idle for ever. */
    static Mediasoup box(String boxId) {
        HostInfo host = new HostInfo(boxId, Map.of(), null, "1.0", "3.27.1", CORES, List.of(), List.of("127.0.0.1"));
        return object(Mediasoup.class, (method, arguments) -> switch (method.getName()) {
            case "host" -> host;
            case "version" -> host.mediasoupVersion();
            case "supportedRtpCapabilities" -> SupportedRtpCapabilities.ALL;
            case "workerBudget" -> new WorkerBudget(BudgetPolicy.UNLIMITED, null, 0);
            case "createWorker" -> CompletableFuture.completedFuture(worker());
            default -> usual(method);
        });
    }

    /** One that can be closed. */
    private static Worker worker() {
        String id = UUID.randomUUID().toString();
        List<Listener<CloseEvent>> listeners = new ArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        return object(Worker.class, (method, arguments) -> {
            switch (method.getName()) {
                case "id" -> {
                    return id;
                }
                case "pid" -> {
                    return OptionalLong.empty();
                }
                case "closed" -> {
                    return closed.get();
                }
                case "onClose" -> listeners.add(listener(arguments[0]));
                case "close" -> {
                    if (closed.compareAndSet(false, true)) {
                        listeners.forEach(listener -> listener.on(new CloseEvent(new CloseReason.Called())));
                    }
                }
                default -> {}
            }
            return usual(method);
        });
    }

    @SuppressWarnings("unchecked") // it is what the method takes
    private static Listener<CloseEvent> listener(Object argument) {
        return (Listener<CloseEvent>) argument;
    }

    /** Answers a call. */
    @FunctionalInterface
    private interface Answer {
        @Nullable Object to(Method method, Object[] arguments);
    }

    private static <T> T object(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type, Stateful.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> type.getSimpleName();
                    default -> answer.to(method, arguments);
                }));
    }

    /** What an object that is idle says. */
    private static @Nullable Object usual(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return false;
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Subscription.class) {
            return (Subscription) () -> {};
        }
        return type == Availability.class ? Availability.AVAILABLE : null;
    }
}

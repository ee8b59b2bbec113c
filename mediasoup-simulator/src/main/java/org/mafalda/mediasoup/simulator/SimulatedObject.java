package org.mafalda.mediasoup.simulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AppData;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Shape;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/**
 * An object of a simulated worker, of whatever type: a proxy of its interface over state, events and collections by
 * name. Procedures take effect when the worker gets to them.
 */
abstract class SimulatedObject implements InvocationHandler, Stateful {
    private static final Pattern MAKES_SOMETHING = Pattern.compile("create|produce|consume|connect");

    final SimulatedProcess process;

    private final String id;
    private final Shape shape;
    private final Object proxy;
    private final Map<String, @Nullable Object> state = new HashMap<>();
    private final Map<String, LiveMap<Object>> collections = new HashMap<>();
    private final Map<String, Signal<Object>> signals = new HashMap<>();
    private final Map<String, StickySignal<Object>> stickySignals = new HashMap<>();
    private final Signal<Change> onChange = new Signal<>();
    private final List<Membership> memberships = new ArrayList<>();
    private Map<String, @Nullable Object> appData;
    private boolean closed;

    SimulatedObject(Class<?> type, SimulatedProcess process, String id, Map<String, @Nullable Object> appData) {
        this.process = process;
        this.id = id;
        this.appData = appData;
        this.shape = Shape.ofType(type);
        this.proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type, Stateful.class}, this);
        shape.collections().keySet().forEach(name -> collections.put(name, new LiveMap<>()));
    }

    /** A collection of another object that this one is in. */
    private record Membership(SimulatedObject owner, String collection) {}

    /** The simulated object that an object is the proxy of. */
    static SimulatedObject of(Object object) {
        return (SimulatedObject) Proxy.getInvocationHandler(object);
    }

    final String id() {
        return id;
    }

    final boolean closed() {
        return closed;
    }

    /** The object as applications hold it. */
    final <T> T self(Class<T> type) {
        return type.cast(proxy);
    }

    final Object self() {
        return proxy;
    }

    // ---- state

    /** State from the beginning, which is not reported. */
    final void has(String property, @Nullable Object value) {
        state.put(property, value);
    }

    final @Nullable Object get(String property) {
        return state.get(property);
    }

    /** State that is there. */
    final Object state(String property) {
        return Objects.requireNonNull(state.get(property), property);
    }

    final boolean is(String property) {
        return Boolean.TRUE.equals(state.get(property));
    }

    final Map<String, Object> members(String collection) {
        return Objects.requireNonNull(collections.get(collection), collection).view();
    }

    /** Changes state, and says so. On the lane. */
    final void set(String property, @Nullable Object value) {
        state.put(property, value);
        onChange.fire(Change.builder().property(property, value).build());
    }

    /** Changes state, and tells it with its event. On the lane. */
    final void set(String property, @Nullable Object value, String event, Object told) {
        state.put(property, value);
        fire(event, told, Change.builder().property(property, value));
    }

    /** Tells an event. On the lane. */
    final void fire(String name, Object event) {
        fire(name, event, Change.builder());
    }

    private void fire(String name, Object event, Change.Builder change) {
        onChange.fire(change.event(name, event).build());
        Method method = Objects.requireNonNull(shape.methods().get(name), name);
        if (method.isAnnotationPresent(Sticky.class)) {
            sticky(name).fire(event);
        } else {
            signal(name).fire(event);
        }
    }

    private Signal<Object> signal(String name) {
        return signals.computeIfAbsent(name, missing -> new Signal<>());
    }

    private StickySignal<Object> sticky(String name) {
        return stickySignals.computeIfAbsent(name, missing -> new StickySignal<>(process.lane()));
    }

    @Override
    public final org.mafalda.rope.Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    // ---- the tree

    /** Enters a new object into a collection of this one, and another's if one is given; tells of it. On the lane. */
    final void adopt(
            SimulatedObject child, String collection, @Nullable SimulatedObject other, String event, Object told) {
        child.enter(this, collection);
        if (other != null) {
            child.enter(other, collection);
            other.onChange.fire(
                    Change.builder().added(collection, child.id, child.proxy).build());
        }
        fire(event, told, Change.builder().added(collection, child.id, child.proxy));
    }

    final void enter(SimulatedObject owner, String collection) {
        Objects.requireNonNull(owner.collections.get(collection)).add(id, proxy);
        memberships.add(new Membership(owner, collection));
    }

    /** Hands over what is directly below, in the order in which mediasoup closes it. */
    void forEachChild(Consumer<SimulatedObject> taker) {}

    /** The reason that what is below gives when this is closed by a call. */
    CloseReason reasonBelow() {
        return new CloseReason.Called();
    }

    /** Called when this has been marked as closed. */
    void marked() {}

    /** Called on the lane just before the close event. */
    void beforeCloseEvent() {}

    /** Closes this and all below at once, and tells of it on the lane, children first; idempotent. */
    final void close(CloseReason reason, CloseReason below) {
        if (closed) {
            return;
        }
        List<Runnable> announcements = new ArrayList<>();
        mark(reason, below, announcements);
        process.lane().execute(() -> announcements.forEach(Runnable::run));
    }

    private void mark(CloseReason reason, CloseReason below, List<Runnable> announcements) {
        if (closed) {
            return;
        }
        forEachChild(child -> child.mark(below, below, announcements));
        closed = true;
        memberships.forEach(membership -> Objects.requireNonNull(
                        membership.owner().collections.get(membership.collection()))
                .remove(id));
        Map<String, @Nullable Object> last = new LinkedHashMap<>();
        shape.properties().forEach((name, method) -> {
            Object before = state.get(name);
            if (before != null && method.isAnnotationPresent(AtClose.class)) {
                last.put(name, Shape.atClose(method, before));
            }
        });
        state.putAll(last);
        marked();
        announcements.add(() -> announce(reason, last));
    }

    private void announce(CloseReason reason, Map<String, @Nullable Object> last) {
        memberships.forEach(membership -> membership
                .owner()
                .onChange
                .fire(Change.builder()
                        .removed(membership.collection(), id, proxy)
                        .build()));
        beforeCloseEvent();
        Change.Builder change = Change.builder().property("closed", true);
        last.forEach(change::property);
        fire("onClose", new CloseEvent(reason), change);
    }

    // ---- calls

    /** A procedure: the worker gets to it after those before it; by then this may be closed. */
    final <T extends @Nullable Object> CompletableFuture<T> call(String method, Supplier<T> effect) {
        if (closed) {
            return LaneFuture.failed(closedFailure(method));
        }
        CompletableFuture<T> future = new LaneFuture<>();
        process.request(MAKES_SOMETHING.matcher(method).lookingAt(), refusal -> {
            if (closed) {
                future.completeExceptionally(closedFailure(method));
            } else if (refusal != null) {
                future.completeExceptionally(refusal);
            } else {
                settle(future, effect);
            }
        });
        return future;
    }

    private static <T extends @Nullable Object> void settle(CompletableFuture<T> future, Supplier<T> effect) {
        T result;
        try {
            result = effect.get();
        } catch (MediasoupException e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(result);
    }

    private InvalidStateException closedFailure(String method) {
        String fact = shape.type().getSimpleName() + " is closed";
        Map<String, @Nullable Object> details = Details.of("id", id, "method", method);
        return process.over() ? new WorkerClosedException(fact, details) : new InvalidStateException(fact, details);
    }

    /** What a procedure does; null if nothing is known of it. */
    abstract @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments);

    /** A procedure that is more than one request; null if it is one. */
    @Nullable CompletableFuture<?> compound(String method, Object[] arguments) {
        return null;
    }

    @Override
    public final @Nullable Object invoke(Object self, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default ->
                    shape.type().getSimpleName() + "[id=" + id + (closed ? ", simulated, closed]" : ", simulated]");
            };
        }
        for (int i = 0; i < arguments.length; i++) {
            Objects.requireNonNull(arguments[i], method.getParameters()[i].getName());
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        return switch (name) {
            case "id" -> id;
            case "closed" -> closed;
            case "appData" -> appData;
            case "onChange" -> onChange(listener(arguments[0]));
            case "onClose" -> sticky(name).subscribe(listener(arguments[0]));
            case "close" -> {
                close(new CloseReason.Called(), reasonBelow());
                yield null;
            }
            case "setAppData" -> setAppData((Map<?, ?>) arguments[0]);
            default -> own(method, arguments);
        };
    }

    private CompletableFuture<@Nullable Void> setAppData(Map<?, ?> given) {
        return call("setAppData", () -> {
            appData = AppData.normalize("appData", given);
            onChange.fire(Change.builder().property("appData", appData).build());
            return null;
        });
    }

    private @Nullable Object own(Method method, Object[] arguments) {
        String name = method.getName();
        if (shape.collections().containsKey(name)) {
            return members(name);
        }
        if (shape.properties().containsKey(name)) {
            return state.get(name);
        }
        if (shape.events().containsKey(name)) {
            Listener<Object> listener = listener(arguments[0]);
            return method.isAnnotationPresent(Sticky.class)
                    ? sticky(name).subscribe(listener)
                    : signal(name).subscribe(listener);
        }
        if (method.getReturnType() == void.class) {
            return null;
        }
        CompletableFuture<?> compound = closed ? null : compound(name, arguments);
        if (compound != null) {
            return compound;
        }
        Supplier<@Nullable Object> effect = closed ? () -> null : effect(name, arguments);
        return effect == null
                ? LaneFuture.failed(new UnsupportedException("Not simulated", Details.of("method", name)))
                : call(name, effect);
    }

    @SuppressWarnings("unchecked") // the interfaces say which listener it is
    private static <E> Listener<E> listener(Object argument) {
        return (Listener<E>) argument;
    }
}

package org.mafalda.mafalda.layer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Shape;
import org.mafalda.rope.runtime.Signal;

/**
 * An object that stands for one below, of whatever type: a proxy of its interface. Its state is what the one below has
 * reported, said in our terms, on our lane; calls are passed on.
 */
class Mirror extends Node implements InvocationHandler {
    /** Replaced together, by another of the same type. */
    private volatile Object inner;

    private volatile String innerId;
    private final Shape shape;
    private final Object proxy;
    /** Replaced as a whole, so that it is read without a lock. */
    private volatile Map<String, @Nullable Object> state = Map.of();

    private final Map<String, Signal<Object>> signals = new HashMap<>();
    private final Map<String, LiveMap<?>> collections = new HashMap<>();
    private final InnerRouter place;
    private List<Place<?>> places = List.of();
    private final List<OnDemandListener> onDemand = new CopyOnWriteArrayList<>();
    private volatile @Nullable Consumption consumption;
    private volatile @Nullable Record options;
    /** Done when the one below has been replaced; calls wait for it. */
    private volatile CompletableFuture<Void> replacing = CompletableFuture.completedFuture(null);
    /** What the end has changed. */
    private Map<String, @Nullable Object> last = Map.of();

    Mirror(InnerRouter place, String id, Map<String, @Nullable Object> appData, Object inner) {
        super(place.owner().home, id, appData);
        this.place = place;
        this.inner = inner;
        this.shape = Shape.of(inner);
        this.innerId = (String) Objects.requireNonNull(shape.read("id", inner));
        this.proxy = Proxy.newProxyInstance(
                Mirror.class.getClassLoader(), new Class<?>[] {shape.type(), Stateful.class}, this);
        shape.events().forEach((name, event) -> {
            if (!Shape.isOnDemand(event)) {
                signals.put(name, new Signal<>());
            }
        });
    }

    /** The mirror that an object is the proxy of; null if it is none. */
    static @Nullable Mirror of(@Nullable Object object) {
        return object != null
                        && Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof Mirror mirror
                ? mirror
                : null;
    }

    /** Where it stands when it is adopted. */
    final void standsIn(List<Place<?>> given) {
        places = given;
    }

    final <C> LiveMap<C> collection(String name) {
        LiveMap<C> members = new LiveMap<>();
        collections.put(name, members);
        return members;
    }

    /** Begins to follow the one below; on the thread on which that has been told of. */
    final void follow() {
        follow(inner, innerId);
        state = stateBelow();
    }

    private void follow(Object followed, String itsId) {
        home.names().put(itsId, this);
        Subscription unused = ((Stateful) followed)
                .onChange(change -> home.lane().execute(() -> {
                    if (followed == inner) {
                        take(change);
                    }
                }));
        Listener<CloseEvent> end = event -> home.lane().execute(() -> {
            if (followed == inner) {
                endedBelow(event.reason());
            }
        });
        unused = (Subscription)
                Shape.invoke(Objects.requireNonNull(shape.methods().get("onClose")), followed, end);
    }

    private Map<String, @Nullable Object> stateBelow() {
        Map<String, @Nullable Object> read = new HashMap<>();
        shape.properties().forEach((name, method) -> read.put(name, ours(Shape.invoke(method, inner))));
        return read;
    }

    /** What it consumes may come another way when it has ended here. */
    final void heals(Consumption given) {
        consumption = given;
    }

    /** It stands for another one from now on, which is being made. Done, on the lane, when it does. */
    final CompletableFuture<Void> replace(CompletableFuture<?> another) {
        CompletableFuture<Void> replaced = new CompletableFuture<>();
        replacing = replaced;
        var unused = another.whenComplete((made, failure) -> home.lane().execute(() -> {
            if (failure != null) {
                replaced.completeExceptionally(failure);
            } else if (closed()) {
                Shape.invoke(Objects.requireNonNull(shape.methods().get("close")), Objects.requireNonNull(made));
                replaced.complete(null);
            } else {
                try {
                    standFor(Objects.requireNonNull(made));
                    replaced.complete(null);
                } catch (RuntimeException e) {
                    replaced.completeExceptionally(e);
                    throw e;
                }
            }
        }));
        return replaced;
    }

    private void standFor(Object made) {
        Object before = inner;
        home.names().remove(innerId);
        inner = made;
        innerId = (String) Objects.requireNonNull(shape.read("id", made));
        follow(made, innerId);
        Shape.invoke(Objects.requireNonNull(shape.methods().get("close")), before);
        onDemand.forEach(OnDemandListener::listenBelow);
        Map<String, @Nullable Object> now = stateBelow();
        Map<String, @Nullable Object> last = state;
        Change.Builder change = Change.builder();
        now.forEach((name, value) -> {
            if (!Objects.equals(value, last.get(name))) {
                change.property(name, value);
            }
        });
        if (update(() -> state = now)) {
            report(change.build());
            place.owner().events().moved(this);
        }
    }

    /** It was made with these options. */
    final Mirror madeWith(Record given) {
        options = given;
        return this;
    }

    /** The options with which another one is made as this one is now, under its id if they can say so. */
    final Record again() {
        Record again = Objects.requireNonNull(options, "options");
        Map<String, @Nullable Object> now = new HashMap<>(state);
        now.put("id", id());
        now.put("appData", appData());
        for (RecordComponent component : again.getClass().getRecordComponents()) {
            String name = component.getName();
            if (name.equals("id")
                    || name.equals("appData")
                    || name.equals("paused")
                    || name.equals("preferredLayers")) {
                again = Names.with(again, name, now.get(name));
            }
        }
        return again;
    }

    /** A property as it is here. */
    final @Nullable Object property(String name) {
        return state.get(name);
    }

    @Override
    final Object self() {
        return proxy;
    }

    final Object inner() {
        return inner;
    }

    /** The transport that it is on; null if it is on none. */
    final @Nullable SpanningTransport standsOn() {
        return places.isEmpty() || !(places.get(0).owner() instanceof SpanningTransport transport) ? null : transport;
    }

    /** Where the one below is. */
    final InnerRouter place() {
        return place;
    }

    final String innerId() {
        return innerId;
    }

    final Signal<Object> signal(String event) {
        return Objects.requireNonNull(signals.get(event), event);
    }

    /** A value from below in our terms. */
    final @Nullable Object ours(@Nullable Object value) {
        return home.names().translate(value);
    }

    /** The one below has changed. On the lane. */
    private void take(Change change) {
        Change.Fired fired = change.event();
        if (closed() || (fired != null && fired.value() instanceof CloseEvent)) {
            return;
        }
        Change.Builder told = Change.builder();
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        change.properties().forEach((name, value) -> {
            if (shape.properties().containsKey(name)) {
                changed.put(name, ours(value));
            }
        });
        home.announceClosings();
        boolean open = update(() -> {
            Map<String, @Nullable Object> next = new HashMap<>(state);
            next.putAll(changed);
            state = next;
        });
        Signal<Object> signal = fired == null ? null : signals.get(fired.name());
        Object event = fired == null || signal == null || isOwnEvent(fired.name()) ? null : ours(fired.value());
        if (!open || (changed.isEmpty() && event == null)) {
            return;
        }
        changed.forEach(told::property);
        if (event == null || signal == null || fired == null) {
            report(told.build());
        } else if (!saysNothing(event)) {
            fire(signal, fired.name(), event, told);
        }
    }

    /** Whether an event is told by this layer, at its own time. */
    boolean isOwnEvent(String name) {
        return false;
    }

    /** Whether nothing is left of an event in our terms. */
    boolean saysNothing(Object event) {
        return false;
    }

    /** The one below has ended. On the lane. */
    private void endedBelow(CloseReason reason) {
        Consumption its = consumption;
        boolean producerEnded =
                reason instanceof CloseReason.ProducerClosed || reason instanceof CloseReason.DataProducerClosed;
        if (!closed() && !(producerEnded && its != null && its.continues())) {
            if (reason instanceof CloseReason.WorkerDied) {
                place.worker().ended(reason);
            }
            closedBelow(reason);
        }
    }

    @Override
    protected final boolean workerEnded() {
        return super.workerEnded() || place.worker().hasEnded();
    }

    /** It was never adopted: closes the one below, and forgets it. Nobody is told. */
    final void abandon() {
        places = List.of();
        closeInner();
        home.names().remove(innerId);
    }

    @Override
    public final @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] given) {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> toString();
            };
        }
        for (int i = 0; i < arguments.length; i++) {
            Objects.requireNonNull(arguments[i], method.getParameters()[i].getName());
        }
        return switch (name) {
            case "id" -> id();
            case "closed" -> closed();
            case "appData" -> appData();
            case "setAppData" -> setAppData(map(arguments[0]));
            case "onClose" -> onClose(listener(arguments[0]));
            case "onChange" -> onChange(listener(arguments[0]));
            case "close" -> {
                close();
                yield null;
            }
            default -> own(method, arguments);
        };
    }

    private @Nullable Object own(Method method, @Nullable Object[] arguments) {
        String name = method.getName();
        LiveMap<?> members = collections.get(name);
        if (members != null) {
            return members.view();
        }
        if (shape.properties().containsKey(name)) {
            return state.get(name);
        }
        if (shape.events().containsKey(name)) {
            Signal<Object> signal = signals.get(name);
            Listener<Object> listener = listener(arguments[0]);
            return signal == null ? onDemand(method, listener) : signal.subscribe(listener);
        }
        if (method.getReturnType() == void.class) {
            if (!closed()) {
                Shape.invoke(method, inner, arguments);
            }
            return null;
        }
        return closed() ? failedAsClosed(name) : call(method, arguments);
    }

    /** Passes a procedure on. */
    CompletableFuture<?> call(Method method, @Nullable Object[] arguments) {
        CompletableFuture<Void> before = replacing;
        return answer(
                method.getName(),
                before.isDone()
                        ? below(method, arguments)
                        : before.handle((done, failure) -> null).thenCompose(done -> below(method, arguments)),
                this::result);
    }

    /** What a procedure below has answered, in our terms. */
    @Nullable Object result(@Nullable Object value) {
        return ours(value);
    }

    private CompletableFuture<?> below(Method method, @Nullable Object[] arguments) {
        return (CompletableFuture<?>) Objects.requireNonNull(Shape.invoke(method, inner, arguments));
    }

    private Subscription onDemand(Method event, Listener<Object> listener) {
        OnDemandListener added = new OnDemandListener(event, listener);
        onDemand.add(added);
        added.listenBelow();
        return added;
    }

    /** A listener for whom alone something is told below. */
    private final class OnDemandListener implements Subscription {
        private final Method event;
        private final Signal<Object> signal = new Signal<>();
        private final Subscription ours;
        /** Guarded by this. */
        private @Nullable Subscription below;

        private OnDemandListener(Method event, Listener<Object> listener) {
            this.event = event;
            this.ours = signal.subscribe(listener);
        }

        private synchronized void listenBelow() {
            if (below != null) {
                below.close();
            }
            Listener<Object> hop = given -> home.lane().execute(() -> {
                Object said = closed() ? null : ours(given);
                if (said != null) {
                    signal.fire(said);
                }
            });
            below = (Subscription) Objects.requireNonNull(Shape.invoke(event, inner, hop));
        }

        @Override
        public synchronized void close() {
            onDemand.remove(this);
            ours.close();
            if (below != null) {
                below.close();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E> Listener<E> listener(@Nullable Object argument) {
        return (Listener<E>) Objects.requireNonNull(argument);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(@Nullable Object argument) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(argument);
    }

    @Override
    protected final List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {}

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.Called();
    }

    @Override
    protected void closeInner() {
        Shape.invoke(Objects.requireNonNull(shape.methods().get("close")), inner);
    }

    @Override
    protected final String typeName() {
        return shape.type().getSimpleName();
    }

    @Override
    protected final void markClosed() {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        shape.properties().forEach((name, method) -> {
            Object before = state.get(name);
            if (before != null && method.isAnnotationPresent(AtClose.class)) {
                changed.put(name, Shape.atClose(method, before));
            }
        });
        Map<String, @Nullable Object> next = new HashMap<>(state);
        next.putAll(changed);
        last = changed;
        state = next;
    }

    @Override
    protected final void describeClosed(Change.Builder change) {
        last.forEach(change::property);
    }

    @Override
    protected void afterCloseEvent(CloseReason reason) {
        home.names().remove(innerId);
    }
}

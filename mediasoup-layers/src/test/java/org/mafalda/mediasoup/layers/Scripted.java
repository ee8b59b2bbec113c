package org.mafalda.mediasoup.layers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;

/**
 * What scripted objects have in common: an object that offers of its interface what piping uses, no more.
 *
 * @param <T> the interface
 */
class Scripted<T> implements InvocationHandler {
    final ScriptedWorker worker;
    final String id;
    final T object;

    private final Map<String, Function<Object[], @Nullable Object>> methods = new HashMap<>();
    private final Map<String, List<Listener<Object>>> listeners = new HashMap<>();
    private boolean closed;
    private boolean toldClose;

    Scripted(Class<T> type, ScriptedWorker worker, String id) {
        this.worker = worker;
        this.id = id;
        this.object = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
        on("id", arguments -> id);
        on("closed", arguments -> closed);
        on("close", arguments -> {
            close();
            return null;
        });
        on("hashCode", arguments -> System.identityHashCode(this));
        on("equals", arguments -> arguments[0] == object);
        on("toString", arguments -> type.getSimpleName() + "[id=" + id + (closed ? ", closed]" : "]"));
    }

    /** Offers a method. */
    final void on(String method, Function<Object[], @Nullable Object> answer) {
        methods.put(method, answer);
    }

    /** Offers a procedure, which is carried out and answered later. */
    @SuppressWarnings("FutureReturnValueIgnored")
    final void onCall(String method, Function<Object[], @Nullable Object> answer) {
        on(method, arguments -> worker.<Object>call(method, () -> answer.apply(arguments)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        String name = method.getName();
        Function<Object[], @Nullable Object> answer = methods.get(name);
        if (answer != null) {
            return answer.apply(given);
        }
        if (name.startsWith("on")) {
            Listener<Object> listener = (Listener<Object>) given[0];
            if (name.equals("onClose") && toldClose) {
                worker.later(() -> listener.on(new CloseEvent(new CloseReason.Called())));
            }
            List<Listener<Object>> all = listeners.computeIfAbsent(name, none -> new ArrayList<>());
            all.add(listener);
            return (Subscription) () -> all.remove(listener);
        }
        throw new AssertionError("Piping is not expected to use " + method);
    }

    final void fire(String event, Object value) {
        List.copyOf(listeners.getOrDefault(event, List.of())).forEach(listener -> listener.on(value));
    }

    final boolean closed() {
        return closed;
    }

    /** Closes it at once; its event comes later. */
    final void close() {
        if (!closed) {
            closed = true;
            leave();
            worker.untoldCloses++;
            worker.later(() -> {
                toldClose = true;
                worker.untoldCloses--;
                fire("onClose", new CloseEvent(new CloseReason.Called()));
            });
        }
    }

    /** Leaves what it stands in, and closes what is below it. */
    void leave() {}

    final void checkOpen() {
        if (closed) {
            throw new InvalidStateException("Closed", Details.of("id", id));
        }
    }
}

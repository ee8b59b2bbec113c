package org.mafalda.rope.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.protocol.NamedSession;
import org.mafalda.rope.rooms.FlickerEvent;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.Room;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The client of this project, as an application uses it. */
final class OwnClient extends ClientUnderTest {
    private static final Logger LOG = LoggerFactory.getLogger(OwnClient.class);
    private static final long SECONDS = 10;

    /** Does one thing after the other. */
    private final ExecutorService application = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "application");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, CompletableFuture<?>> calls = new HashMap<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private CompletableFuture<RopeClient<House>> connecting = new CompletableFuture<>();

    @Override
    void tell(JsonNode line) {
        application.execute(() -> {
            try {
                act(line);
            } catch (Exception e) {
                say(Json.NODES.objectNode().put("broken", e + " at " + line));
            }
        });
    }

    private void act(JsonNode line) throws Exception {
        String verb = line.propertyNames().iterator().next();
        String name = line.path(verb).asString("");
        switch (verb) {
            case "connect" -> connect(URI.create(name), options(line));
            case "call" -> call(name, line);
            case "send" -> send(name, on(line));
            case "hear", "listen" -> {
                String as = line.path("as").stringValue();
                hear(name, as, on(line));
                say(Json.NODES.objectNode().put("hears", as));
            }
            case "unlisten" -> {
                Subscription subscription = subscriptions.remove(name);
                if (subscription != null) {
                    subscription.close();
                }
            }
            case "abandon" -> {
                CompletableFuture<?> call = calls.get(name);
                if (call != null) {
                    call.cancel(false);
                }
            }
            case "state" -> say(Json.NODES.objectNode().set("state", view().state()));
            case "close" -> client().close();
            default -> throw new IllegalArgumentException("No such line");
        }
    }

    private static RopeClientOptions options(JsonNode line) {
        RopeClientOptions.Builder options = RopeClientOptions.builder()
                .codecs(line.path("codec").asString("").equals("json") ? Codec.JSON : Codec.CBOR)
                .backoff(Duration.ofMillis(10), Duration.ofMillis(100))
                .token(line.path("token").asString(null));
        if (line.has("name")) {
            options.namedSession(new NamedSession(
                    line.path("name").stringValue(), line.path("secret").stringValue()));
        }
        JsonNode lease = line.path("lease");
        if (lease.has("keepFor")) {
            options.lease(Lease.keepFor(Duration.ofMillis(lease.path("keepFor").longValue())));
        } else if (lease.isObject()) {
            options.lease(lease.has("keep") ? Lease.keep() : Lease.close());
        }
        return options.build();
    }

    private void connect(URI uri, RopeClientOptions options) {
        connecting = RopeClient.connect(House.class, uri, options);
        var unused = connecting.whenComplete((client, failure) -> {
            if (client == null) {
                LOG.debug("Client was not connected", failure);
                say(Json.NODES.objectNode().put("connection", "failed"));
            } else {
                subscriptions.put("", client.onStateChange(this::changed));
            }
        });
    }

    private void changed(ConnectionStateEvent event) {
        ConnectionStateEvent.Recovery recovery = event.recovery();
        if (recovery != null) {
            say(Json.NODES.objectNode().put("connection", recovery.name().toLowerCase(java.util.Locale.ROOT)));
        } else if (event.state() == ConnectionState.CLOSED) {
            say(Json.NODES.objectNode().put("connection", "failed"));
        }
    }

    private RopeClient<House> client() throws Exception {
        return connecting.get(SECONDS, TimeUnit.SECONDS);
    }

    private HouseView view() throws Exception {
        return new HouseView(client().root());
    }

    private Object on(JsonNode line) throws Exception {
        return view().find(line.path("on").stringValue());
    }

    // ---- calls and events

    private void call(String name, JsonNode line) throws Exception {
        Object object = on(line);
        CompletableFuture<?> call;
        try {
            call = call(
                    object, line.path("method").stringValue(), line.path("args").path(0));
        } catch (ForbiddenException e) {
            // What is forbidden fails on the spot.
            call = CompletableFuture.failedFuture(e);
        }
        calls.put(name, call);
        var unused = call.handle((result, failure) -> {
            ObjectNode told = Json.NODES.objectNode().put("call", name);
            if (failure == null) {
                answer(told, result);
            } else {
                LOG.debug("Call failed [method:{}]", line.path("method"), failure);
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                say(told.put("failure", cause.getClass().getSimpleName()));
            }
            return null;
        });
    }

    private CompletableFuture<?> call(Object object, String method, JsonNode first) throws Exception {
        return switch (method) {
            case "addRoom" -> ((House) object).addRoom(first.stringValue());
            case "addLamp" ->
                ((Room) object)
                        .addLamp(new LampOptions(
                                first.path("watts").intValue(),
                                first.path("label").asString(null)));
            case "turn" -> ((Lamp) object).turn(first.booleanValue());
            case "match" -> ((Lamp) object).match((Lamp) view().find(first.stringValue()));
            default -> throw new IllegalArgumentException("No such method");
        };
    }

    private void answer(ObjectNode told, @Nullable Object result) {
        try {
            say(told.put("result", view().path(result)));
        } catch (Exception e) {
            say(told.put("failure", e.toString()));
        }
    }

    private static void send(String method, Object object) {
        if (method.equals("close")) {
            ((Room) object).close();
        } else if (method.equals("blink")) {
            ((Lamp) object).blink();
        } else {
            throw new IllegalArgumentException("No such method");
        }
    }

    private void hear(String event, String as, Object object) {
        subscriptions.put(
                as,
                switch (event) {
                    case "onClose" -> ((Room) object).onClose(closed -> heard(as, Json.NODES.objectNode()));
                    case "onTurn" ->
                        ((Lamp) object)
                                .onTurn(turned ->
                                        heard(as, Json.NODES.objectNode().put("on", turned.on())));
                    case "onPower" ->
                        ((Lamp) object)
                                .onPower(power ->
                                        heard(as, Json.NODES.objectNode().put("watts", power.watts())));
                    case "onFlicker" -> ((Lamp) object).onFlicker(flicker -> heard(as, sample(flicker)));
                    default -> throw new IllegalArgumentException("No such event");
                });
    }

    private static ObjectNode sample(FlickerEvent flicker) {
        byte[] bytes = new byte[flicker.sample().remaining()];
        flicker.sample().duplicate().get(bytes);
        return Json.NODES
                .objectNode()
                .put("sample", java.util.Base64.getEncoder().encodeToString(bytes));
    }

    private void heard(String as, ObjectNode value) {
        ObjectNode told = Json.NODES.objectNode().put("event", as);
        told.set("value", value);
        say(told);
    }

    @Override
    public void close() {
        application.shutdownNow();
        connecting.cancel(false);
        RopeClient<House> client = connecting.isCompletedExceptionally() ? null : connecting.getNow(null);
        if (client != null) {
            client.close();
        }
    }
}

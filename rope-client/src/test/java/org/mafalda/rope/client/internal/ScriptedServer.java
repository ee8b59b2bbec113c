package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.InMemoryTransport;
import org.mafalda.rope.protocol.Transcoder;
import tools.jackson.core.JsonParser;

/**
 * A server that says what the test tells it to, and hands over what the client says. Messages are written with single
 * quotes. Greets a new connection by itself, with the present epoch and snapshot.
 */
final class ScriptedServer implements Connector {
    private static final long DEADLINE_SECONDS = 10;
    /** The house of most tests: a kitchen with one lamp. */
    static final String HOUSE = """
            {'id':1,'type':'House','state':{'address':'Calle 1'},'in':[]},
            {'id':2,'type':'Room','state':{'name':'kitchen','closed':false},'in':[[1,'rooms','kitchen']]},
            {'id':3,'type':'Lamp','state':{'on':false,'watts':40,'room':2},'in':[[2,'lamps','l1']]}
            """;

    private final BlockingQueue<Map<?, ?>> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> acknowledged = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean released = new AtomicBoolean();
    volatile String epoch = "e-1";
    volatile String objects = HOUSE;
    final AtomicLong revision = new AtomicLong(10);
    volatile long root = 1;
    volatile boolean down;
    volatile boolean greets = true;
    /** How many messages it has received of a session that it resumes; negative: it begins a new one. */
    volatile long resumesAfter = -1;

    volatile String greeting = "'forbidden':[],'heartbeat':10000,'resumeWindow':0,'maxMessage':100000";
    private volatile @Nullable InMemoryTransport transport;

    @Override
    public CompletableFuture<Connection> connect(ConnectionListener listener) {
        connections.incrementAndGet();
        if (down) {
            return CompletableFuture.failedFuture(new java.net.ConnectException("Connection refused"));
        }
        InMemoryTransport made = new InMemoryTransport(Transcoder.codec());
        transport = made;
        made.start(listener, new ConnectionListener() {
            @Override
            public void frame(byte[] bytes, int offset, int length) {
                take(bytes, offset, length, made);
            }

            @Override
            public void closed(int code, String reason) {
                closes.add(code);
            }
        });
        return CompletableFuture.completedFuture(made.client());
    }

    private void take(byte[] bytes, int offset, int length, InMemoryTransport from) {
        try (JsonParser in = Transcoder.codec().parser(bytes, offset, length)) {
            in.nextToken();
            Object frame = Params.tree(in);
            for (Object message : frame instanceof List<?> several ? several : List.of(Objects.requireNonNull(frame))) {
                take((Map<?, ?>) message, from);
            }
        }
    }

    private void take(Map<?, ?> message, InMemoryTransport from) {
        if ("rope.hello".equals(message.get("method")) && greets) {
            long received = resumesAfter;
            from.server().send(bytes(hello(message.get("id"), received)));
            if (received < 0) {
                from.server().send(bytes(snapshot()));
            }
        }
        if (message.get("params") instanceof List<?> params && "rope.ack".equals(message.get("method"))) {
            acknowledged.add((Long) params.get(0));
        } else {
            heard.add(message);
        }
    }

    /** The answer to a hello that begins a new session. */
    String hello(@Nullable Object id) {
        return hello(id, -1);
    }

    private String hello(@Nullable Object id, long received) {
        return "{'jsonrpc':'2.0','id':" + id + ",'result':{'session':'s-1','key':'k','epoch':'" + epoch
                + "','resumed':" + (received >= 0) + ",'received':" + Math.max(received, 0) + ",'digest':'00',"
                + greeting + "}}";
    }

    String snapshot() {
        return "{'jsonrpc':'2.0','method':'rope.snapshot','params':{'revision':" + revision + ",'root':" + root
                + ",'objects':[" + objects + "],'last':true}}";
    }

    private static byte[] bytes(String json) {
        return Transcoder.fromAnything(Transcoder.codec(), json.replace('\'', '"'));
    }

    @Override
    public String target() {
        return "memory";
    }

    @Override
    public void close() {
        released.set(true);
    }

    boolean isReleased() {
        return released.get();
    }

    int connections() {
        return connections.get();
    }

    private InMemoryTransport transport() {
        InMemoryTransport present = transport;
        if (present == null) {
            throw new AssertionError("Nobody has connected");
        }
        return present;
    }

    // ---- what the server says

    /** Sends a frame as it is. */
    void send(String frame) {
        transport().server().send(bytes(frame));
    }

    /** Sends a change with the next revision; {@code members} are those after it. */
    void change(String members) {
        send(changeMessage(members));
    }

    String changeMessage(String members) {
        return "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':" + revision.incrementAndGet() + ","
                + members + "}}";
    }

    void event(String params) {
        send("{'jsonrpc':'2.0','method':'rope.event','params':[" + params + "]}");
    }

    void result(Map<?, ?> request, String result) {
        send("{'jsonrpc':'2.0','id':" + request.get("id") + ",'result':" + result + "}");
    }

    void error(Map<?, ?> request, String error) {
        send("{'jsonrpc':'2.0','id':" + request.get("id") + ",'error':" + error + "}");
    }

    /** Reads nothing until {@link #resume}. */
    void stall() {
        transport().stallServer();
    }

    void resume() {
        transport().resumeServer();
    }

    void close(int code) {
        transport().server().close(code, "scripted");
    }

    void cut() {
        transport().cut();
    }

    // ---- what the client said

    /** The next message of the client, apart from signs of life. */
    Map<?, ?> next() {
        Map<?, ?> message = poll(heard);
        if (message == null) {
            throw new AssertionError("The client said nothing");
        }
        return message;
    }

    /** The next message, which must be of that method. */
    Map<?, ?> next(String method) {
        Map<?, ?> message = next();
        assertThat(message.get("method")).as("method of %s", message).isEqualTo(method);
        return message;
    }

    /** The params of the next message, which must be of that method. */
    List<?> nextParams(String method) {
        return (List<?>) Objects.requireNonNull(next(method).get("params"));
    }

    /** How many messages the client has acknowledged. */
    long nextAcknowledged() {
        Long count = poll(acknowledged);
        if (count == null) {
            throw new AssertionError("The client acknowledged nothing");
        }
        return count;
    }

    /** The params of the next message by their names; it must be of that method. */
    Map<?, ?> nextFields(String method) {
        return (Map<?, ?>) Objects.requireNonNull(next(method).get("params"));
    }

    /** What the client has said and nobody has taken. */
    List<Map<?, ?>> untaken() {
        return List.copyOf(heard);
    }

    /** The code with which the client, or a cut, ended a connection. */
    int nextClose() {
        Integer code = poll(closes);
        if (code == null) {
            throw new AssertionError("The connection is still there");
        }
        return code;
    }

    private static <T> @Nullable T poll(BlockingQueue<T> queue) {
        try {
            return queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

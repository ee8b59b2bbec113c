package org.mafalda.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.mafalda.chaos.ledger.Account;
import org.mafalda.chaos.ledger.Ledger;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.testkit.TcpProxy;

/** A client behind a proxy of its own, which calls and keeps account of what becomes of the calls. Thread-safe. */
final class Caller implements AutoCloseable {
    private static final long CONNECT_SECONDS = 20;
    private static final int MOST_IN_FLIGHT = 5_000;
    private static final int MOST_ATTEMPTS = 50;
    private static final int ACCOUNTS = 5;

    private final Tickets tickets;
    private final TcpProxy proxy;
    private final RopeClient<Ledger> client;
    private final Witness witness;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger beforeTheirChange = new AtomicInteger();
    private final AtomicLong unknown = new AtomicLong();
    /** Of the calling thread alone. */
    private final Queue<Account> accounts = new ArrayDeque<>();

    private final Queue<Account> opened = new ConcurrentLinkedQueue<>();
    private long calls;
    /** Guarded by this, as all below. */
    private final Recoveries recoveries = new Recoveries();

    private long cutNanos;
    private int inFlightAtCut;
    private long unknownAtCut;

    Caller(TcpProxy proxy, Tickets tickets) {
        this.proxy = proxy;
        this.tickets = tickets;
        RopeClientOptions options = RopeClientOptions.builder()
                .requestTimeout(Duration.ofMinutes(5))
                .connectTimeout(Duration.ofSeconds(5))
                .backoff(Duration.ofMillis(2), Duration.ofMillis(50))
                .build();
        this.client = connect(URI.create("ws://127.0.0.1:" + proxy.port() + "/rope"), options);
        this.witness = new Witness(client.root());
        var unused = client.onStateChange(this::stateChanged);
    }

    /** A first connection is not made again by the client, and this one may be cut like any other. */
    private static RopeClient<Ledger> connect(URI uri, RopeClientOptions options) {
        for (int attempt = 1; ; attempt++) {
            try {
                return RopeClient.connect(Ledger.class, uri, options)
                        .orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    TcpProxy proxy() {
        return proxy;
    }

    Ledger ledger() {
        return client.root();
    }

    Witness witness() {
        return witness;
    }

    boolean isConnected() {
        return client.state() == ConnectionState.CONNECTED;
    }

    // ---- cuts, on the client's lane

    private synchronized void stateChanged(ConnectionStateEvent event) {
        if (event.state() == ConnectionState.RECONNECTING && event.previous() == ConnectionState.CONNECTED) {
            cutNanos = System.nanoTime();
            inFlightAtCut = inFlight.get();
            unknownAtCut = unknown.get();
        } else if (event.state() == ConnectionState.CONNECTED) {
            Recovery recovery = event.recovery();
            int reported = (int) (unknown.get() - unknownAtCut);
            recoveries.add(recovery, System.nanoTime() - cutNanos, inFlightAtCut, reported);
            if (recovery == Recovery.RESTARTED) {
                witness.restarted();
            }
        }
    }

    synchronized Recoveries recoveries() {
        return recoveries.copy();
    }

    // ---- calls, on one thread

    /** Makes the next call; false if too many wait already. */
    boolean call() {
        if (inFlight.get() >= MOST_IN_FLIGHT) {
            return false;
        }
        long number = calls++;
        for (Account account = opened.poll(); account != null; account = opened.poll()) {
            accounts.add(account);
        }
        accounts.removeIf(Account::closed);
        Account oldest = accounts.peek();
        if (number % 50 == 0) {
            open();
        } else if (number % 50 == 25 && accounts.size() > ACCOUNTS && oldest != null) {
            accounts.remove();
            oldest.close();
        } else if (number % 10 == 3 && oldest != null) {
            call(oldest::deposit);
        } else if (number % 10 == 7) {
            long ticket = tickets.next();
            tickets.settle(ticket, Tickets.ONE_WAY);
            ledger().note(ticket);
        } else {
            addOne();
        }
        return true;
    }

    /** Makes the simplest call. */
    void addOne() {
        call(ledger()::add);
    }

    private void open() {
        call(ticket -> {
            CompletableFuture<Account> account = ledger().open(ticket);
            var unused = account.thenAccept(opened::add);
            return account.thenApply(Account::opened);
        });
    }

    /** Makes a call with a new ticket, and keeps what becomes of it. */
    private void call(LongFunction<CompletableFuture<Long>> made) {
        long ticket = tickets.next();
        // Before the call: whoever looks must not find one that is sent and not counted.
        inFlight.incrementAndGet();
        var unused = made.apply(ticket).whenComplete((number, failure) -> {
            if (failure == null && ledger().count() < number) {
                beforeTheirChange.incrementAndGet();
            }
            tickets.settle(ticket, failure == null ? number : outcome(failure));
            inFlight.decrementAndGet();
        });
    }

    private long outcome(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof OutcomeUnknownException) {
            unknown.incrementAndGet();
            return Tickets.UNKNOWN;
        }
        if (cause instanceof StateLostException) {
            return Tickets.LOST;
        }
        if (cause instanceof ObjectClosedException) {
            return Tickets.CLOSED;
        }
        System.err.println("Call failed: " + cause);
        return Tickets.FAILED;
    }

    /** How many calls are not settled. */
    int inFlight() {
        return inFlight.get();
    }

    /** How many answers came before the change that they caused. */
    int beforeTheirChange() {
        return beforeTheirChange.get();
    }

    @Override
    public void close() {
        client.close();
        proxy.close();
    }
}

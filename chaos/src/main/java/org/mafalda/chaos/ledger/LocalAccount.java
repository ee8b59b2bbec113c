package org.mafalda.chaos.ledger;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/** An account in this process. Thread-safe; everything happens on the ledger's lane. */
final class LocalAccount implements Account, Stateful {
    private final LocalLedger ledger;
    private final long ticket;
    private final long opened;
    private final Signal<Change> onChange = new Signal<>();
    private final StickySignal<ClosedEvent> onClose;
    private volatile long balance;
    private volatile boolean closed;

    LocalAccount(LocalLedger ledger, long ticket, long opened) {
        this.ledger = ledger;
        this.ticket = ticket;
        this.opened = opened;
        this.onClose = new StickySignal<>(ledger.lane());
    }

    @Override
    public String name() {
        return Long.toString(ticket);
    }

    @Override
    public long opened() {
        return opened;
    }

    @Override
    public long balance() {
        return balance;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public CompletableFuture<Long> deposit(long depositTicket) {
        CompletableFuture<Long> future = new LaneFuture<>();
        ledger.lane().execute(() -> {
            if (closed) {
                future.completeExceptionally(new ObjectClosedException("Account is closed", Map.of("name", name())));
                return;
            }
            long now = balance + 1;
            balance = now;
            onChange.fire(Change.builder().property("balance", now).build());
            future.complete(ledger.count(depositTicket));
        });
        return future;
    }

    /** On the lane, after what was asked before: the state of closed accounts is as lasting as any other. */
    @Override
    public void close() {
        ledger.lane().execute(() -> {
            if (!closed) {
                closed = true;
                ledger.closed(this, ticket);
                ClosedEvent event = new ClosedEvent();
                onChange.fire(Change.builder()
                        .property("closed", true)
                        .event("onClose", event)
                        .build());
                onClose.fire(event);
            }
        });
    }

    @Override
    public Subscription onClose(Listener<ClosedEvent> listener) {
        return onClose.subscribe(listener);
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }
}

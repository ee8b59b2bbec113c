package org.mafalda.chaos.ledger;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/** An account is opened, has deposits, and is closed. */
@Remote
public interface Account extends AutoCloseable {
    /** The ticket with which it was opened. */
    String name();

    /** The number of the effect that opened it. */
    long opened();

    /** How many deposits it has. */
    long balance();

    /** Whether it is closed. */
    boolean closed();

    /** Counts here and in the ledger, and completes with the ledger's count. */
    CompletableFuture<Long> deposit(long ticket);

    /** Closes it. */
    @Override
    void close();

    /** After it was closed. */
    @Sticky
    Subscription onClose(Listener<ClosedEvent> listener);
}

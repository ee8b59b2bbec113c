package org.mafalda.chaos.ledger;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/**
 * The root. Each effect has a ticket, given by the client, and gets a number, the count after it: so it can be told
 * afterwards what was carried out, how often, and whether the answer was the right one.
 */
@Remote
@Contract(name = "ledger", version = 1)
public interface Ledger extends AutoCloseable {
    /** How many effects there were. */
    long count();

    /** The open accounts by name. */
    Map<String, Account> accounts();

    /** Counts, and completes with the count. */
    CompletableFuture<Long> add(long ticket);

    /** Opens an account whose name is the ticket, which counts. */
    CompletableFuture<Account> open(long ticket);

    /** Counts, without an answer. */
    void note(long ticket);

    /** Counts, tells all with {@link #onNews}, and completes with the count. */
    CompletableFuture<Long> publish(long ticket, String text);

    /** Lets go of the ledger. */
    @Override
    void close();

    /** After {@link #count} changed. */
    @Coalesced
    Subscription onCount(Listener<CountEvent> listener);

    /** After each hundredth effect. */
    Subscription onHundred(Listener<CountEvent> listener);

    /** After {@link #publish}. */
    Subscription onNews(Listener<NewsEvent> listener);
}

package org.mafalda.chaos.ledger;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** A ledger in this process. Thread-safe; everything happens on one lane. */
public final class LocalLedger implements Ledger, Stateful {
    private static final int HUNDRED = 100;

    private final Lane lane;
    private final Effects effects;
    private final LiveMap<Account> accounts = new LiveMap<>();
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<CountEvent> onCount = new Signal<>();
    private final Signal<CountEvent> onHundred = new Signal<>();
    private final Signal<NewsEvent> onNews = new Signal<>();
    private volatile long count;

    /** An empty ledger. */
    public LocalLedger(Lane lane, Effects effects) {
        this.lane = lane;
        this.effects = effects;
    }

    Lane lane() {
        return lane;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Map<String, Account> accounts() {
        return accounts.view();
    }

    /** What a ledger shows, as one line: equal lines are equal states. */
    public static String picture(Ledger ledger) {
        return ledger.count()
                + ledger.accounts().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().name() + "/"
                                + entry.getValue().opened() + "/"
                                + entry.getValue().balance() + "/"
                                + entry.getValue().closed())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** Gives an effect its number and tells of it. On the lane. */
    long count(long ticket) {
        long number = count + 1;
        count = number;
        effects.done(ticket, number);
        CountEvent event = new CountEvent(number);
        report(Change.builder().property("count", number).event("onCount", event));
        onCount.fire(event);
        if (number % HUNDRED == 0) {
            report(Change.builder().event("onHundred", event));
            onHundred.fire(event);
        }
        return number;
    }

    private void report(Change.Builder change) {
        onChange.fire(change.build());
    }

    @Override
    public CompletableFuture<Long> add(long ticket) {
        CompletableFuture<Long> future = new LaneFuture<>();
        lane.execute(() -> future.complete(count(ticket)));
        return future;
    }

    @Override
    public void note(long ticket) {
        lane.execute(() -> {
            var unused = count(ticket);
        });
    }

    @Override
    public CompletableFuture<Long> publish(long ticket, String text) {
        CompletableFuture<Long> future = new LaneFuture<>();
        lane.execute(() -> {
            long number = count(ticket);
            NewsEvent event = new NewsEvent(number, text);
            report(Change.builder().event("onNews", event));
            onNews.fire(event);
            future.complete(number);
        });
        return future;
    }

    @Override
    public CompletableFuture<Account> open(long ticket) {
        CompletableFuture<Account> future = new LaneFuture<>();
        lane.execute(() -> {
            LocalAccount account = new LocalAccount(this, ticket, count(ticket));
            if (accounts.add(account.name(), account)) {
                report(Change.builder().added("accounts", account.name(), account));
                future.complete(account);
            } else {
                future.completeExceptionally(
                        new IllegalArgumentException("There is such an account [name:" + account.name() + "]"));
            }
        });
        return future;
    }

    void closed(LocalAccount account, long ticket) {
        if (accounts.remove(account.name()) != null) {
            effects.done(-ticket, 0);
            report(Change.builder().removed("accounts", account.name(), account));
        }
    }

    /** Closes all accounts. */
    @Override
    public void close() {
        accounts().values().forEach(Account::close);
    }

    @Override
    public Subscription onCount(Listener<CountEvent> listener) {
        return onCount.subscribe(listener);
    }

    @Override
    public Subscription onHundred(Listener<CountEvent> listener) {
        return onHundred.subscribe(listener);
    }

    @Override
    public Subscription onNews(Listener<NewsEvent> listener) {
        return onNews.subscribe(listener);
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }
}

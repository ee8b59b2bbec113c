package org.mafalda.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.mafalda.chaos.ledger.Account;
import org.mafalda.chaos.ledger.Ledger;
import org.mafalda.rope.Change;
import org.mafalda.rope.Stateful;

/** Keeps what one client heard, to be compared with what the server did. Thread-safe. */
final class Witness {
    /** Guarded by this, as all below. */
    private final Map<Long, Integer> opened = new HashMap<>();

    private final Map<Long, Integer> left = new HashMap<>();
    private final Map<Long, Integer> closed = new HashMap<>();
    private final Set<Object> watched = new HashSet<>();
    private long lastCount;
    private long lastHundred;
    private int outOfOrder;
    private int hundreds;

    Witness(Ledger ledger) {
        lastCount = ledger.count();
        lastHundred = lastCount;
        var unused = ((Stateful) ledger).onChange(this::changed);
        unused = ledger.onCount(event -> counted(event.count()));
        unused = ledger.onHundred(event -> hundred(event.count()));
    }

    private synchronized void changed(Change change) {
        change.added().forEach(member -> {
            Account account = (Account) member.object();
            long ticket = Long.parseLong(member.key());
            opened.merge(ticket, 1, Integer::sum);
            if (watched.add(account)) {
                var unused = account.onClose(event -> accountClosed(ticket));
            }
        });
        change.removed().forEach(member -> left.merge(Long.parseLong(member.key()), 1, Integer::sum));
    }

    private synchronized void accountClosed(long ticket) {
        closed.merge(ticket, 1, Integer::sum);
    }

    private synchronized void counted(long count) {
        outOfOrder += count > lastCount ? 0 : 1;
        lastCount = count;
    }

    private synchronized void hundred(long count) {
        outOfOrder += count > lastHundred ? 0 : 1;
        lastHundred = count;
        hundreds++;
    }

    /** The ledger begins anew, and so do its counts. */
    synchronized void restarted() {
        lastCount = 0;
        lastHundred = 0;
    }

    /** How many events came after one that is later. */
    synchronized int outOfOrder() {
        return outOfOrder;
    }

    /** How many events for a hundred effects came. */
    synchronized int hundreds() {
        return hundreds;
    }

    /** How often it heard that the account was opened. */
    synchronized int timesOpened(long ticket) {
        return opened.getOrDefault(ticket, 0);
    }

    /** How often it heard that the account left the ledger. */
    synchronized int timesLeft(long ticket) {
        return left.getOrDefault(ticket, 0);
    }

    /** How often it heard that the account was closed. */
    synchronized int timesClosed(long ticket) {
        return closed.getOrDefault(ticket, 0);
    }
}

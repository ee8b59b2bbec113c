package org.mafalda.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what clients were told with what servers did, and says each figure once. Not thread-safe. */
final class Audit {
    private static final int HUNDRED = 100;

    private final PrintStream out;
    private final List<String> failures = new ArrayList<>();
    /** By ticket: how often it was carried out, and the number that it got last. */
    private final Map<Long, Integer> times = new HashMap<>();

    private final Map<Long, Long> numbers = new HashMap<>();
    private final Set<Long> opened = new HashSet<>();
    private final Set<Long> closed = new HashSet<>();
    private long highest;

    Audit(PrintStream out) {
        this.out = out;
    }

    /** Takes in what a server did. */
    void server(Path effects) throws IOException {
        EffectFile.read(effects, (ticket, number) -> {
            if (ticket < 0) {
                closed.add(-ticket);
            } else {
                times.merge(ticket, 1, Integer::sum);
                numbers.put(ticket, number);
                highest = Math.max(highest, number);
            }
        });
    }

    /** Prints a figure that only informs. */
    void tell(String name, Object value) {
        out.printf("  %-42s %s%n", name, value);
    }

    /** Prints a figure that has to be what it has to be. */
    void expect(String name, Object value, boolean holds) {
        out.printf("  %-42s %s%s%n", name, value, holds ? "" : "   FAILED");
        if (!holds) {
            failures.add(name + ": " + value);
        }
    }

    /** What failed. */
    List<String> failures() {
        return failures;
    }

    /** Whether each call has the outcome that the servers know, and how often each was carried out. */
    void calls(Tickets tickets, boolean allResumed) {
        long answered = 0;
        long unanswered = 0;
        long pending = 0;
        long duplicates = 0;
        long missing = 0;
        long wrong = 0;
        long[] failed = new long[6];
        for (long ticket = 1; ticket <= tickets.last(); ticket++) {
            long outcome = tickets.outcome(ticket);
            int carriedOut = times.getOrDefault(ticket, 0);
            duplicates += Math.max(0, carriedOut - 1);
            if (outcome > 0) {
                answered++;
                missing += carriedOut == 0 ? 1 : 0;
                wrong += carriedOut > 0 && numbers.getOrDefault(ticket, 0L) != outcome ? 1 : 0;
            } else if (outcome == Tickets.PENDING) {
                pending++;
            } else {
                failed[(int) -outcome]++;
                unanswered++;
                missing += allResumed && outcome == Tickets.ONE_WAY && carriedOut == 0 ? 1 : 0;
            }
        }
        long oneWay = failed[(int) -Tickets.ONE_WAY];
        tell("calls answered", answered);
        tell("one-way messages", oneWay);
        expect("calls pending", pending, pending == 0);
        expect("calls settled twice", tickets.settledTwice(), tickets.settledTwice() == 0);
        expect("duplicate effects", duplicates, duplicates == 0);
        expect("effects missing", missing, missing == 0);
        expect("values other than the server's counter", wrong, wrong == 0);
        long unknown = failed[(int) -Tickets.UNKNOWN];
        long lost = failed[(int) -Tickets.LOST];
        long refused = failed[(int) -Tickets.CLOSED];
        if (allResumed) {
            expect("outcome unknown", unknown, unknown == 0);
            expect("other failures", unanswered - oneWay - unknown, unanswered == oneWay + unknown);
        } else {
            tell("outcome unknown", unknown);
            tell("state lost with the server", lost);
            tell("object lost with the server", refused);
            long other = unanswered - oneWay - unknown - lost - refused;
            expect("other failures", other, other == 0);
        }
    }

    /** Whether the clients heard all that happened to the accounts, and each thing once. */
    void lifeCycles(List<Caller> callers, Tickets tickets) {
        for (long ticket = 1; ticket <= tickets.last(); ticket++) {
            // An account was opened if it was closed, or if it is there.
            if (closed.contains(ticket)) {
                opened.add(ticket);
            }
        }
        for (Caller caller : callers) {
            caller.ledger().accounts().keySet().forEach(name -> opened.add(Long.parseLong(name)));
        }
        long lost = 0;
        long twice = 0;
        for (Caller caller : callers) {
            Witness witness = caller.witness();
            for (long ticket : opened) {
                int ended = closed.contains(ticket) ? 1 : 0;
                for (int heard : new int[] {
                    witness.timesOpened(ticket) - 1,
                    witness.timesLeft(ticket) - ended,
                    witness.timesClosed(ticket) - ended
                }) {
                    lost += Math.max(0, -heard);
                    twice += Math.max(0, heard);
                }
            }
        }
        tell("accounts opened, closed", opened.size() + ", " + closed.size());
        expect("lost life-cycle events", lost, lost == 0);
        expect("repeated life-cycle events", twice, twice == 0);
        long hundreds = callers.stream()
                .mapToLong(caller -> highest / HUNDRED - caller.witness().hundreds())
                .filter(difference -> difference != 0)
                .count();
        expect("clients that missed reliable events", hundreds, hundreds == 0);
    }

    /** Whether events were in order, and changes before the answers. */
    void order(List<Caller> callers) {
        int outOfOrder = callers.stream()
                .mapToInt(caller -> caller.witness().outOfOrder())
                .sum();
        int early = callers.stream().mapToInt(Caller::beforeTheirChange).sum();
        expect("events out of order", outOfOrder, outOfOrder == 0);
        expect("answers before their changes", early, early == 0);
    }
}

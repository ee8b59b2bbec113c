package org.mafalda.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.mafalda.chaos.ledger.Ledger;
import org.mafalda.chaos.ledger.LocalLedger;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/**
 * The server of a chaos run, in a JVM of its own. Prints its port, answers each line on standard input with one line,
 * and ends when standard input does.
 */
public final class LedgerServer {
    private LedgerServer() {}

    /**
     * Serves a ledger.
     *
     * @param args the file for the effects; milliseconds of the resume window and of the heartbeat; bytes that may wait
     *     for a client, and that are kept for it
     */
    public static void main(String[] args) throws IOException {
        RopeServerOptions options = RopeServerOptions.builder()
                .resumeWindow(Duration.ofMillis(Long.parseLong(args[1])))
                .heartbeat(Duration.ofMillis(Long.parseLong(args[2])))
                .maxBacklog(Long.parseLong(args[3]))
                .maxJournal(Long.parseLong(args[4]))
                .build();
        try (EffectFile effects = new EffectFile(Path.of(args[0]))) {
            LocalLedger ledger = new LocalLedger(new Lane("ledger"), effects);
            try (RopeServer server = RopeServer.start(Ledger.class, ledger, options)) {
                System.out.println(server.port());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    System.out.println(answer(line, server, ledger));
                }
            }
        }
        System.exit(0);
    }

    private static Object answer(String question, RopeServer server, LocalLedger ledger) {
        return switch (question) {
            case "picture" -> LocalLedger.picture(ledger);
            case "kept" -> server.stats().join().journalBytes();
            case "heap" -> heapAfterCollection();
            default -> throw new IllegalArgumentException("Unknown question [question:" + question + "]");
        };
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

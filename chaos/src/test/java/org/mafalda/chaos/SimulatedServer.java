package org.mafalda.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mafalda.chaos.ledger.Ledger;
import org.mafalda.chaos.ledger.LocalLedger;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.internal.Exporter;

/** A real server in a simulated world, which can be started anew; it remembers the effects of all its lives. */
final class SimulatedServer {
    private static final ContractModel CONTRACT = ContractModel.of(Ledger.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final World world;
    private final RopeServerOptions options;
    /** By ticket: the numbers that its effects got, of which there should be one. */
    private final Map<Long, List<Long>> effects = new HashMap<>();

    private LocalLedger ledger;
    private Exporter exporter;
    private int life;

    SimulatedServer(World world, RopeServerOptions options) {
        this.world = world;
        this.options = options;
        this.ledger = newLedger();
        this.exporter = export();
        tick();
    }

    private LocalLedger newLedger() {
        int its = life;
        return new LocalLedger(world.lane("ledger"), (ticket, number) -> {
            // One that was killed has no effects any more.
            if (its == life && ticket > 0) {
                effects.computeIfAbsent(ticket, any -> new ArrayList<>()).add(number);
            }
        });
    }

    private Exporter export() {
        return new Exporter(CONTRACT, ledger, options, world::nanoTime, world::lane);
    }

    private void tick() {
        exporter.tick();
        var unused = world.after(TICK_NANOS, this::tick);
    }

    /** It is gone with all that it had, and another one has taken its place; connections are to be cut. */
    void restart() {
        life++;
        ledger = newLedger();
        exporter = export();
    }

    ConnectionListener accept(Connection connection) {
        return exporter.accept(connection);
    }

    LocalLedger ledger() {
        return ledger;
    }

    /** The numbers of that ticket's effects. */
    List<Long> effects(long ticket) {
        return effects.getOrDefault(ticket, List.of());
    }
}

package org.mafalda.rope.client.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.InMemoryTransport;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.internal.Exporter;

/** A real server without sockets, which can be cut off and started anew. Thread-safe. */
final class ExportedHouse implements Connector {
    private final ContractModel contract = ContractModel.of(House.class);
    /** Guarded by this, as all below. */
    private LocalHouse house = new LocalHouse("Calle 0");

    private Exporter exporter = export(house);
    private @Nullable InMemoryTransport transport;
    private int restarts;

    private Exporter export(LocalHouse exported) {
        return new Exporter(contract, exported, RopeServerOptions.builder().build(), System::nanoTime);
    }

    synchronized LocalHouse house() {
        return house;
    }

    @Override
    public synchronized CompletableFuture<Connection> connect(ConnectionListener listener) {
        InMemoryTransport made = new InMemoryTransport(Transcoder.codec());
        transport = made;
        made.start(listener, exporter.accept(made.server()));
        return CompletableFuture.completedFuture(made.client());
    }

    synchronized void cut() {
        if (transport != null) {
            transport.cut();
        }
    }

    /** The server is gone with all that it had, and another one has taken its place. */
    synchronized void restart() {
        restarts++;
        var unused = exporter.stop();
        house = new LocalHouse("Calle " + restarts);
        exporter = export(house);
        cut();
    }

    @Override
    public String target() {
        return "memory";
    }

    @Override
    public synchronized void close() {
        var unused = exporter.stop();
    }
}

package org.mafalda.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.chaos.ledger.Account;
import org.mafalda.chaos.ledger.Ledger;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.client.internal.ClientSession;
import org.mafalda.rope.client.internal.Connector;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.InMemoryTransport;

/** A real client in a simulated world, with the network before it. Not thread-safe. */
final class SimulatedClient implements Connector {
    private static final ContractModel CONTRACT = ContractModel.of(Ledger.class);

    private final World world;
    private final SimulatedServer server;
    private final Codec codec;
    private final ClientSession session;
    private final Ledger ledger;
    private final Witness witness;
    private final List<Account> accounts = new ArrayList<>();
    private final Set<Recovery> recoveries = new LinkedHashSet<>();
    /** By ticket. */
    private final Map<Long, CompletableFuture<Long>> calls = new LinkedHashMap<>();

    private final Set<Long> notes = new LinkedHashSet<>();
    private @Nullable InMemoryTransport transport;
    private boolean unreachable;
    private int answersTooEarly;

    SimulatedClient(World world, SimulatedServer server, Codec codec, RopeClientOptions options) {
        this.world = world;
        this.server = server;
        this.codec = codec;
        this.session = new ClientSession(CONTRACT, this, options, world.lane("client"), world);
        CompletableFuture<ClientSession> started = session.start();
        world.runAll();
        started.join();
        this.ledger = (Ledger) session.root();
        this.witness = new Witness(ledger);
        var unused = session.onStateChange(event -> {
            Recovery recovery = event.recovery();
            if (event.state() == ConnectionState.CONNECTED && recovery != null) {
                recoveries.add(recovery);
                if (recovery == Recovery.RESTARTED) {
                    witness.restarted();
                }
            }
        });
    }

    // ---- the network

    @Override
    public CompletableFuture<Connection> connect(ConnectionListener listener) {
        if (unreachable) {
            return CompletableFuture.failedFuture(new ConnectionLostException("Refused", Map.of()));
        }
        InMemoryTransport made = new InMemoryTransport(codec, world::lane);
        transport = made;
        made.start(listener, server.accept(made.server()));
        return CompletableFuture.completedFuture(made.client());
    }

    @Override
    public String target() {
        return "simulation";
    }

    @Override
    public void close() {}

    void cut() {
        if (transport != null) {
            transport.cut();
        }
    }

    /** Whether new connections are refused. */
    void unreachable(boolean is) {
        unreachable = is;
    }

    void stall(boolean upwards) {
        if (transport != null && upwards) {
            transport.stallServer();
        } else if (transport != null) {
            transport.stallClient();
        }
    }

    void flow() {
        if (transport != null) {
            transport.resumeClient();
            transport.resumeServer();
        }
    }

    // ---- calls

    void add(long ticket) {
        called(ticket, ledger.add(ticket));
    }

    void publish(long ticket, String text) {
        called(ticket, ledger.publish(ticket, text));
    }

    void note(long ticket) {
        notes.add(ticket);
        ledger.note(ticket);
    }

    void open(long ticket) {
        CompletableFuture<Account> opened = ledger.open(ticket);
        called(ticket, opened.thenApply(Account::opened));
        var unused = opened.thenAccept(accounts::add);
    }

    void deposit(long ticket, int which) {
        if (!accounts.isEmpty()) {
            called(ticket, accounts.get(which % accounts.size()).deposit(ticket));
        }
    }

    void closeAccount(int which) {
        if (!accounts.isEmpty()) {
            accounts.remove(which % accounts.size()).close();
        }
    }

    private void called(long ticket, CompletableFuture<Long> answer) {
        calls.put(ticket, answer);
        var unused = answer.thenAccept(number -> answersTooEarly += ledger.count() < number ? 1 : 0);
    }

    // ---- what came of it

    boolean isSettled() {
        return session.state() == ConnectionState.CONNECTED
                && session.pendingCalls() == 0
                && calls.values().stream().allMatch(CompletableFuture::isDone);
    }

    String state() {
        return session.state() + ", " + session.pendingCalls() + " calls pending";
    }

    Ledger ledger() {
        return ledger;
    }

    Witness witness() {
        return witness;
    }

    Map<Long, CompletableFuture<Long>> calls() {
        return calls;
    }

    Set<Long> notes() {
        return notes;
    }

    Set<Recovery> recoveries() {
        return recoveries;
    }

    int answersTooEarly() {
        return answersTooEarly;
    }
}

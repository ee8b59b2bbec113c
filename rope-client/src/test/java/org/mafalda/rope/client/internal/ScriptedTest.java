package org.mafalda.rope.client.internal;

import static org.mafalda.rope.client.internal.Probe.await;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.Room;

/** A session with a scripted server, on the house that the server starts with. */
@Timeout(30)
abstract class ScriptedTest {
    static final ContractModel ROOMS = ContractModel.of(House.class);

    final ScriptedServer server = new ScriptedServer();
    private @Nullable ClientSession session;

    static RopeClientOptions.Builder options() {
        return RopeClientOptions.builder()
                .requestTimeout(Duration.ofSeconds(8))
                .backoff(Duration.ofMillis(1), Duration.ofMillis(20));
    }

    ClientSession connect() {
        return connect(options().build());
    }

    ClientSession connect(RopeClientOptions options) {
        ClientSession made = await(new ClientSession(ROOMS, server, options).start());
        session = made;
        server.next("rope.hello");
        return made;
    }

    ClientSession session() {
        ClientSession present = session;
        return present == null ? connect() : present;
    }

    House house() {
        return (House) session().root();
    }

    Room kitchen() {
        return Objects.requireNonNull(house().rooms().get("kitchen"));
    }

    Lamp lamp() {
        return Objects.requireNonNull(kitchen().lamps().get("l1"));
    }

    /** Listens to the states of the connection. */
    Probe<ConnectionStateEvent> states() {
        return Probe.of(session()::onStateChange);
    }

    /** The next event of that state, past others. */
    static ConnectionStateEvent awaitState(Probe<ConnectionStateEvent> states, ConnectionState wanted) {
        ConnectionStateEvent event = states.next();
        while (event.state() != wanted) {
            event = states.next();
        }
        return event;
    }

    /** Waits until the client has handled all that the server has said. */
    void settle() {
        var answer = house().addRoom("settle");
        server.error(server.next("addRoom"), "{'code':-32603,'message':'only a barrier'}");
        Probe.failure(answer);
    }

    @AfterEach
    void closeSession() {
        if (session != null) {
            session.close();
        }
    }
}

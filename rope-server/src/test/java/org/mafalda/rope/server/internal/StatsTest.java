package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.server.RopeServer.Stats;
import org.mafalda.rope.server.fixture.Exporting;
import org.mafalda.rope.server.fixture.JsonClient;
import tools.jackson.databind.JsonNode;

class StatsTest {
    private final Exporting exporting = new Exporting();

    @AfterEach
    void stop() {
        exporting.close();
    }

    private Stats stats() {
        return exporting.exporter().stats().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void sessionsAreConnectedOrSuspendedAndResumedOrBegunAnew() {
        Exporting.Wire wire = exporting.wire();
        JsonNode session = wire.client().hello();
        wire.client().snapshot();
        exporting.open();
        assertThat(stats().connectedSessions()).isEqualTo(2);
        assertThat(stats().openedSessions()).isEqualTo(2);

        wire.cut();
        assertThat(stats().connectedSessions()).isEqualTo(1);
        assertThat(stats().suspendedSessions()).isEqualTo(1);

        JsonClient next = exporting.connect();
        next.resume(session, wire.client());
        assertThat(stats().resumes()).isEqualTo(1);
        assertThat(stats().connectedSessions()).isEqualTo(2);

        JsonClient late = exporting.connect();
        late.hello(",'session':'s-unknown','key':'k','received':1");
        assertThat(stats().resyncs()).isEqualTo(1);
    }

    @Test
    void trafficOfSessionsThatHaveGoneStaysCounted() {
        JsonClient client = exporting.open();
        client.call("addRoom", "[1,'kitchen']");
        Stats busy = stats();
        assertThat(busy.objects()).isEqualTo(2);
        assertThat(busy.receivedFrames()).isEqualTo(1);
        assertThat(busy.receivedBytes()).isGreaterThan(20);
        assertThat(busy.sentFrames()).isGreaterThanOrEqualTo(2);
        assertThat(busy.sentBytes()).isGreaterThan(100);
        assertThat(busy.journalBytes()).isGreaterThan(100).isLessThanOrEqualTo(busy.sentBytes());

        client.acknowledge();
        client.notify("rope.bye", "{}");
        client.awaitClose();
        Stats after = stats();
        assertThat(after.connectedSessions()).isZero();
        assertThat(after.journalBytes()).isZero();
        assertThat(after.receivedFrames()).isEqualTo(3);
        assertThat(after.sentBytes()).isGreaterThanOrEqualTo(busy.sentBytes());
    }

    @Test
    void callsAreToldWithWhatBecameOfThem() {
        List<String> calls = new CopyOnWriteArrayList<>();
        exporting
                .exporter()
                .onCall((type, method, nanos, failed) -> calls.add(type + "." + method + " " + failed + (nanos >= 0)));
        JsonClient client = exporting.open();
        long kitchen = client.call("addRoom", "[1,'kitchen']").asLong();
        client.answer(client.request("addLamp", "[" + kitchen + ",{'watts':4000}]"));
        client.answer(client.request("explode", "[1]"));
        client.notify("close", "[" + kitchen + "]");
        client.notify("close", "[4711]");
        client.answer(client.request("explode", "[1]"));
        assertThat(calls)
                .as("what was carried out")
                .containsExactly("House.addRoom falsetrue", "Room.addLamp truetrue", "Room.close falsetrue");

        exporting.exporter().onCall((type, method, nanos, failed) -> {
            throw new IllegalStateException("meant for the log");
        });
        client.call("addRoom", "[1,'garden']");
        exporting.exporter().onCall(null);
        client.call("addRoom", "[1,'hall']");
        assertThat(calls).hasSize(3);
    }
}

package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.runtime.Lane;

class InMemoryTransportTest {
    private final InMemoryTransport transport = new InMemoryTransport(Codec.JSON);
    private final Hearer client = new Hearer();
    private final Hearer server = new Hearer();

    /** Writes down what it hears. */
    private static final class Hearer implements ConnectionListener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void frame(byte[] bytes, int offset, int length) {
            assertThat(Lane.current()).isNotNull();
            heard.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void drained() {
            heard.add("drained");
        }

        @Override
        public void closed(int code, String reason) {
            heard.add("closed " + code + " " + reason);
        }

        /** The next so many frames and ends, without what {@link #drained} says. */
        List<String> next(int count) throws InterruptedException {
            List<String> next = new ArrayList<>();
            while (next.size() < count) {
                String one = heard.poll(10, TimeUnit.SECONDS);
                assertThat(one).as("after %s", next).isNotNull();
                if (one != null && !one.equals("drained")) {
                    next.add(one);
                }
            }
            return next;
        }
    }

    private void start() {
        transport.start(client, server);
    }

    @Test
    void framesArriveInOrderOnBothSides() throws InterruptedException {
        transport.client().send(Json.bytes("early"));
        start();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sent.add("f" + i);
            transport.server().send(Json.bytes("f" + i));
        }
        transport.client().send(Json.bytes("late"));

        assertThat(client.next(1000)).isEqualTo(sent);
        assertThat(server.next(2)).containsExactly("early", "late");
    }

    @Test
    void aCloseFollowsTheFramesAndIsHeardOnceByBoth() throws InterruptedException {
        start();
        transport.server().send(Json.bytes("last"));
        transport.server().close(CloseCodes.GOING_AWAY, "stops");
        transport.server().close(CloseCodes.NORMAL, "again");
        transport.client().close(CloseCodes.NORMAL, "too");
        transport.server().send(Json.bytes("after"));
        transport.client().send(Json.bytes("after"));

        assertThat(client.next(2)).containsExactly("last", "closed 1001 stops");
        assertThat(server.next(1)).containsExactly("closed 1001 stops");
        assertThat(client.heard).isEmpty();
    }

    @Test
    void aCutLosesWhatIsUnderWay() throws InterruptedException {
        start();
        transport.stallClient();
        transport.server().send(Json.bytes("lost"));
        transport.cut();

        assertThat(client.next(1)).containsExactly("closed 1006 cut");
        assertThat(server.next(1)).containsExactly("closed 1006 cut");
        assertThat(transport.server().backlog()).isZero();
    }

    @Test
    void theFirstEndCounts() throws InterruptedException {
        transport.server().close(CloseCodes.NORMAL, "bye");
        transport.cut();
        start();

        assertThat(client.next(1)).containsExactly("closed 1000 bye");
        assertThat(server.next(1)).containsExactly("closed 1000 bye");
    }

    @Test
    void aStalledClientMakesABacklogThatDrains() throws InterruptedException {
        start();
        transport.stallClient();
        transport.server().send(Json.bytes("12345"));
        transport.server().send(Json.bytes("678"));

        assertThat(transport.server().backlog()).isEqualTo(8);
        assertThat(transport.client().backlog()).isZero();
        assertThat(client.heard).isEmpty();

        transport.resumeClient();

        assertThat(client.next(2)).containsExactly("12345", "678");
        assertThat(server.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("drained");
        assertThat(transport.server().backlog()).isZero();
    }

    @Test
    void aClosedConnectionEndsAStall() throws InterruptedException {
        start();
        transport.stallClient();
        transport.server().send(Json.bytes("one"));
        transport.server().send(Json.bytes("two"));
        transport.server().close(CloseCodes.TOO_SLOW, "too slow");

        assertThat(client.next(3)).containsExactly("one", "two", "closed 4413 too slow");
    }

    @Test
    void itIsStartedOnce() {
        start();

        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theEndsKnowEachOther() {
        assertThat(transport.client().peer()).isEqualTo("in-memory-server");
        assertThat(transport.server().peer()).isEqualTo("in-memory-client");
        assertThat(transport.client().codec()).isSameAs(Codec.JSON);
    }
}

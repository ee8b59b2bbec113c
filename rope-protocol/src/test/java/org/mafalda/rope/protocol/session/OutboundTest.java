package org.mafalda.rope.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;

class OutboundTest {
    private static final int LONG = 100_000;

    private final List<Outgoing> acknowledged = new ArrayList<>();
    private final Outbound outbound = new Outbound(256 * 1024, acknowledged::add);
    private final Wire wire = new Wire();

    /** A connection that has written what it was given when the test says so. */
    private static final class Wire implements Connection {
        private final List<String> frames = new ArrayList<>();
        private long backlog;
        private boolean slow;

        @Override
        public void send(byte[] frame) {
            frames.add(new String(frame, StandardCharsets.UTF_8));
            backlog += slow ? frame.length : 0;
        }

        @Override
        public long backlog() {
            return backlog;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public String peer() {
            return "test";
        }

        @Override
        public Codec codec() {
            return Codec.JSON;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void open() {
        outbound.attach(wire, 0, Integer.MAX_VALUE);
    }

    private void slow() {
        open();
        wire.slow = true;
        reliable("first");
        wire.frames.clear();
    }

    private void reliable(String... texts) {
        for (String text : texts) {
            outbound.send(Outgoing.reliable(bytes(text)));
        }
    }

    private List<String> drain() {
        wire.backlog = 0;
        wire.slow = false;
        outbound.flush();
        return wire.frames;
    }

    private void resumeAfter(long received) {
        outbound.detach();
        wire.frames.clear();
        wire.backlog = 0;
        outbound.attach(wire, received, Integer.MAX_VALUE);
    }

    @Test
    void messageIsSentAtOnceWhileTheConnectionTakesIt() {
        open();
        reliable("1", "2");
        assertThat(wire.frames).containsExactly("1", "2");
        assertThat(outbound.isWaiting()).isFalse();
    }

    @Test
    void messagesThatComeTogetherGoInOneFrame() {
        open();
        outbound.add(Outgoing.reliable(bytes("1")));
        outbound.add(Outgoing.coalesced("a", bytes("2")));
        outbound.add(Outgoing.coalesced("a", bytes("3")));
        assertThat(wire.frames).isEmpty();
        assertThat(outbound.isWaiting()).isFalse();
        outbound.flush();
        assertThat(wire.frames).containsExactly("[1,2,3]");
    }

    @Test
    void enoughForAFrameNeedNotWaitForAFlush() {
        open();
        outbound.add(Outgoing.reliable(bytes("x".repeat(LONG))));
        assertThat(wire.frames).hasSize(1);
    }

    @Test
    void whatWaitsForASlowConnectionGoesInOneFrame() {
        slow();
        reliable("1", "2", "3");
        assertThat(wire.frames).isEmpty();
        assertThat(outbound.isWaiting()).isTrue();
        assertThat(drain()).containsExactly("[1,2,3]");
        assertThat(outbound.isWaiting()).isFalse();
    }

    @Test
    void gatheredFramesStayBelowTheLimitOfTheOtherSide() {
        slow();
        outbound.detach();
        reliable("11", "22", "33", "4444444444444444");
        wire.backlog = 0;
        wire.slow = false;
        outbound.attach(wire, 1, 7);
        assertThat(wire.frames).containsExactly("[11,22]", "33", "4444444444444444");
    }

    @Test
    void connectionIsNotGivenMoreThanItTakesInARound() {
        slow();
        for (int i = 0; i < 10; i++) {
            reliable("x".repeat(LONG));
        }
        wire.backlog = 0;
        outbound.flush();
        assertThat(wire.frames).hasSize(3);
        assertThat(drain()).hasSize(10);
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgainInOrder() {
        open();
        reliable("1", "2", "3");
        outbound.acknowledge(1);
        outbound.detach();
        reliable("4");
        assertThat(outbound.canResumeAfter(0)).isFalse();
        assertThat(outbound.canResumeAfter(1)).isTrue();
        assertThat(outbound.canResumeAfter(4)).isFalse();
        wire.frames.clear();
        outbound.attach(wire, 2, Integer.MAX_VALUE);
        assertThat(wire.frames).containsExactly("[3,4]");
        resumeAfter(3);
        assertThat(wire.frames).containsExactly("4");
        resumeAfter(4);
        assertThat(wire.frames).isEmpty();
        assertThat(outbound.kept()).isZero();
    }

    @Test
    void acknowledgedMessagesAreHandedOutOnce() {
        open();
        reliable("1", "2");
        outbound.acknowledge(2);
        outbound.acknowledge(1);
        outbound.acknowledge(2);
        assertThat(acknowledged).extracting(Outgoing::bytes).containsExactly(bytes("1"), bytes("2"));
        assertThatThrownBy(() -> outbound.acknowledge(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lossyAndControlMessagesAreNotSentAgain() {
        open();
        outbound.send(Outgoing.lossy(bytes("l")));
        outbound.send(Outgoing.control(bytes("c")));
        reliable("1");
        resumeAfter(0);
        assertThat(wire.frames).containsExactly("1");
    }

    @Test
    void lossyMessagesAreDroppedAndCountedForASlowConnection() {
        slow();
        outbound.send(Outgoing.lossy(bytes("l")));
        reliable("x".repeat(3 * LONG));
        outbound.send(Outgoing.lossy(bytes("m")));
        assertThat(outbound.dropped()).isEqualTo(1);
        assertThat(drain()).hasSize(2).first().isEqualTo("l");
    }

    @Test
    void withoutConnectionOnlyNumberedMessagesWait() {
        slow();
        outbound.send(Outgoing.lossy(bytes("l")));
        outbound.send(Outgoing.control(bytes("c")));
        outbound.detach();
        outbound.send(Outgoing.lossy(bytes("l")));
        outbound.send(Outgoing.control(bytes("c")));
        reliable("2");
        assertThat(outbound.kept()).isEqualTo("first2".length());
        resumeAfter(1);
        assertThat(wire.frames).containsExactly("2");
        assertThat(outbound.dropped()).isEqualTo(1);
    }

    @Test
    void ofCoalescedMessagesThatWaitTheLastOneCounts() {
        slow();
        coalesced("a", "1");
        coalesced("b", "2");
        coalesced("a", "3");
        assertThat(outbound.coalesced()).isEqualTo(1);
        assertThat(drain()).containsExactly("[2,3]");
    }

    @Test
    void coalescedMessageDoesNotMoveBehindAnswersAndOtherReliableMessages() {
        slow();
        coalesced("a", "1");
        outbound.send(Outgoing.answer(7, bytes("2")));
        coalesced("a", "3");
        coalesced("a", "4");
        assertThat(drain()).containsExactly("[1,2,4]");
    }

    @Test
    void coalescedMessageThatWasSentIsNumbered() {
        open();
        coalesced("a", "1");
        coalesced("a", "2");
        resumeAfter(1);
        assertThat(wire.frames).containsExactly("2");
    }

    private void coalesced(Object key, String text) {
        outbound.send(Outgoing.coalesced(key, bytes(text)));
    }

    @Test
    void messageThatNobodyWantsAnyMoreIsLeftOut() {
        slow();
        outbound.send(new Outgoing(bytes("1")) {
            @Override
            protected boolean leave() {
                return false;
            }
        });
        reliable("2");
        assertThat(drain()).containsExactly("2");
        resumeAfter(1);
        assertThat(wire.frames).containsExactly("2");
    }

    @Test
    void whatWasNotSentCanBeTakenOut() {
        slow();
        reliable("2", "3");
        outbound.detach();
        assertThat(outbound.takeWaiting()).extracting(Outgoing::bytes).containsExactly(bytes("2"), bytes("3"));
        assertThat(outbound.kept()).isEqualTo("first".length());
    }
}

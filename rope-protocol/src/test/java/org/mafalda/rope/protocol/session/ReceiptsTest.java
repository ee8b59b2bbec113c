package org.mafalda.rope.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private final Receipts receipts = new Receipts();

    @Test
    void messagesOfTheProtocolAndLossyOnesHaveNoNumber() {
        receipts.notification("rope.ack", false);
        receipts.notification("rope.fault", false);
        receipts.notification("rope.bye", false);
        receipts.notification("blink", true);
        assertThat(receipts.count()).isZero();
        receipts.notification("close", false);
        receipts.notification("rope.change", false);
        receipts.message();
        assertThat(receipts.count()).isEqualTo(3);
    }

    @Test
    void otherSideIsToldAfter256Messages() {
        for (int i = 0; i < 255; i++) {
            receipts.message();
        }
        assertThat(receipts.isDue()).isFalse();
        receipts.message();
        assertThat(receipts.isDue()).isTrue();
        assertThat(receipts.tell()).isEqualTo(256);
        assertThat(receipts.isDue()).isFalse();
    }

    @Test
    void otherSideIsToldOfLongMessagesSooner() {
        receipts.frame(300_000);
        assertThat(receipts.isDue()).isFalse();
        receipts.message();
        assertThat(receipts.isDue()).isTrue();
        assertThat(receipts.tell()).isEqualTo(1);
        receipts.frame(10);
        receipts.message();
        assertThat(receipts.isDue()).isFalse();
    }
}

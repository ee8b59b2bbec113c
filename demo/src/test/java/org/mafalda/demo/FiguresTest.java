package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static Figures figures(long produced, long consumed, long received, long missing) {
        return new Figures(produced, 0, 10, consumed, 0, received, missing, 0);
    }

    @Test
    void nothingIsLostWhenAllCountTheSame() {
        assertThat(figures(100, 100, 100, 0).lost(OptionalLong.of(100))).isZero();
        assertThat(figures(100, 100, 100, 0).lost(OptionalLong.empty())).isZero();
    }

    @Test
    void aGapAtTheReceiverIsLost() {
        assertThat(figures(99, 99, 99, 1).lost(OptionalLong.empty())).isEqualTo(1);
    }

    @Test
    void theLastPacketIsLostWhenTheWorkerHasSentIt() {
        assertThat(figures(100, 100, 99, 0).lost(OptionalLong.empty())).isEqualTo(1);
    }

    @Test
    void aPacketThatTheWorkerKeptIsLost() {
        assertThat(figures(100, 99, 99, 0).lost(OptionalLong.empty())).isEqualTo(1);
    }

    @Test
    void aPacketThatNeverReachedTheWorkerIsLost() {
        assertThat(figures(99, 99, 99, 0).lost(OptionalLong.of(100))).isEqualTo(1);
    }
}

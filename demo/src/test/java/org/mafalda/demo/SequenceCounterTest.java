package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceCounterTest {
    private final SequenceCounter counter = new SequenceCounter();

    private void take(int... sequenceNumbers) {
        IntStream.of(sequenceNumbers).forEach(counter::take);
    }

    private void assertCounts(long received, long missing, long duplicates) {
        assertThat(counter.received()).as("received").isEqualTo(received);
        assertThat(counter.missing()).as("missing").isEqualTo(missing);
        assertThat(counter.duplicates()).as("duplicates").isEqualTo(duplicates);
    }

    @Test
    void countsNothingBeforeTheFirstPacket() {
        assertCounts(0, 0, 0);
    }

    @Test
    void countsPacketsInOrder() {
        take(7, 8, 9);
        assertCounts(3, 0, 0);
    }

    @Test
    void aGapIsMissing() {
        take(7, 10);
        assertCounts(2, 2, 0);
    }

    @Test
    void aLatePacketIsNotMissingAnyMore() {
        take(7, 10, 8);
        assertCounts(3, 1, 0);
    }

    @Test
    void aPacketThatCameBeforeIsADuplicate() {
        take(7, 8, 8, 7);
        assertCounts(2, 0, 2);
    }

    @Test
    void aLatePacketCountsOnceOnly() {
        take(7, 9, 8, 8);
        assertCounts(3, 0, 1);
    }

    @Test
    void packetsBeforeTheFirstOneOpenTheirOwnGap() {
        take(7, 4);
        assertCounts(2, 2, 0);
    }

    @Test
    void numbersRollOver() {
        take(65_534, 65_535, 0, 1);
        assertCounts(4, 0, 0);
    }

    @Test
    void aGapAcrossTheRollOverIsMissing() {
        take(65_534, 1);
        assertCounts(2, 2, 0);
    }

    @Test
    void aLatePacketFromBeforeTheRollOverIsTaken() {
        take(65_534, 0, 65_535);
        assertCounts(3, 0, 0);
    }

    @Test
    void severalRoundsCountEachPacketOnce() {
        IntStream.range(0, 200_000).forEach(number -> counter.take(number & 0xFFFF));
        assertCounts(200_000, 0, 0);
    }

    @Test
    void whatIsMissingForLongStaysMissing() {
        take(0, 2);
        IntStream.range(3, 66_000).forEach(number -> counter.take(number & 0xFFFF));
        assertCounts(65_999, 1, 0);
    }
}

package org.mafalda.mediasoup.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;

class SctpStreamParametersTest {
    private static void assertRefused(
            String field,
            int streamId,
            @Nullable Boolean ordered,
            @Nullable Integer maxPacketLifeTime,
            @Nullable Integer maxRetransmits) {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> new SctpStreamParameters(streamId, ordered, maxPacketLifeTime, maxRetransmits))
                .withMessageContaining("[" + field + ":");
    }

    @Test
    void onlyTheStreamIsRequired() {
        assertThat(new SctpStreamParameters(0, null, null, null).ordered()).isNull();
        assertThat(new SctpStreamParameters(65_534, null, null, null).streamId())
                .isEqualTo(65_534);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertRefused("streamId", -1, null, null, null);
        assertRefused("streamId", 65_535, null, null, null);
        assertRefused("maxPacketLifeTime", 1, false, -1, null);
        assertRefused("maxPacketLifeTime", 1, false, 65_536, null);
        assertRefused("maxRetransmits", 1, false, null, -1);
        assertRefused("maxRetransmits", 1, false, null, 65_536);
    }

    @Test
    void bothLimitsTogetherAreRefused() {
        assertRefused("maxRetransmits", 1, false, 1000, 2);
    }

    @Test
    void anOrderedStreamHasNoLimit() {
        assertRefused("ordered", 1, true, 1000, null);
        assertRefused("ordered", 1, true, null, 2);
    }

    @Test
    void aLimitOfZeroCountsAsNone() {
        assertThatCode(() -> new SctpStreamParameters(1, true, 0, 0)).doesNotThrowAnyException();
        assertThatCode(() -> new SctpStreamParameters(1, false, 0, 2)).doesNotThrowAnyException();
    }
}

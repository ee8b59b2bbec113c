package org.mafalda.mediasoup.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;

class TransportListenInfoTest {
    private static final TransportPortRange RANGE = new TransportPortRange(40_000, 40_009);

    private static TransportListenInfo.Builder udp() {
        return TransportListenInfo.builder(TransportProtocol.UDP, "127.0.0.1");
    }

    private static void assertRefused(TransportListenInfo.Builder builder, String field) {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("[" + field + ":");
    }

    @Test
    void onlyProtocolAndIpAreRequired() {
        TransportListenInfo info = TransportListenInfo.of(TransportProtocol.TCP, "::1");
        assertThat(info)
                .isEqualTo(new TransportListenInfo(
                        TransportProtocol.TCP, "::1", null, false, 0, null, TransportSocketFlags.NONE, 0, 0));
    }

    @Test
    void aBuilderKeepsEveryField() {
        TransportListenInfo info = udp().announcedAddress("sfu.example.com")
                .exposeInternalIp(true)
                .portRange(RANGE)
                .flags(new TransportSocketFlags(true, false))
                .sendBufferSize(1)
                .recvBufferSize(2)
                .build();
        assertThat(info.toBuilder().build()).isEqualTo(info);
        assertThat(info.toBuilder()
                        .protocol(TransportProtocol.TCP)
                        .ip("::1")
                        .portRange(null)
                        .port(443)
                        .build())
                .isEqualTo(new TransportListenInfo(
                        TransportProtocol.TCP,
                        "::1",
                        "sfu.example.com",
                        true,
                        443,
                        null,
                        new TransportSocketFlags(true, false),
                        1,
                        2));
    }

    @Test
    void theIpMustBeALiteral() {
        assertRefused(udp().ip("localhost"), "ip");
        assertRefused(udp().ip("::1%lo"), "ip");
        assertRefused(udp().ip(""), "ip");
    }

    @Test
    void theAnnouncedAddressMayBeAHostName() {
        assertThat(udp().announcedAddress("sfu.example.com").build().announcedAddress())
                .isEqualTo("sfu.example.com");
        assertRefused(udp().announcedAddress("not a host"), "announcedAddress");
        assertRefused(udp().announcedAddress("1.2.3.400"), "announcedAddress");
        assertRefused(udp().announcedAddress(""), "announcedAddress");
    }

    @Test
    void thePortIsA16BitNumber() {
        assertThat(udp().port(65_535).build().port()).isEqualTo(65_535);
        assertRefused(udp().port(65_536), "port");
        assertRefused(udp().port(-1), "port");
    }

    @Test
    void aPortAndAPortRangeExcludeEachOther() {
        assertRefused(udp().port(40_000).portRange(RANGE), "port");
        assertThat(udp().portRange(RANGE).build().portRange()).isEqualTo(RANGE);
        assertThat(udp().port(40_000)
                        .portRange(new TransportPortRange(0, 0))
                        .build()
                        .port())
                .isEqualTo(40_000);
    }

    @Test
    void bufferSizesAreNotNegative() {
        assertRefused(udp().sendBufferSize(-1), "sendBufferSize");
        assertRefused(udp().recvBufferSize(-1), "recvBufferSize");
    }

    @Test
    @SuppressWarnings("NullAway")
    void missingFieldsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> TransportListenInfo.of(null, "::1"));
        assertThatNullPointerException().isThrownBy(() -> TransportListenInfo.of(TransportProtocol.UDP, null));
    }

    @Test
    void aPortRangeIsOrderedAndWithin16Bits() {
        assertThat(new TransportPortRange(1, 65_535).max()).isEqualTo(65_535);
        assertThat(new TransportPortRange(7, 7).min()).isEqualTo(7);
        assertRangeRefused(8, 7, "portRange.min");
        assertRangeRefused(0, 7, "portRange.min");
        assertRangeRefused(-1, 7, "portRange.min");
        assertRangeRefused(1, 65_536, "portRange.max");
    }

    private static void assertRangeRefused(int min, int max, String field) {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> new TransportPortRange(min, max))
                .withMessageContaining("[" + field + ":");
    }
}

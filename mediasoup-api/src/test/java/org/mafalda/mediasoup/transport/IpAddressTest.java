package org.mafalda.mediasoup.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.mediasoup.InvalidArgumentException;

class IpAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "10.0.20.3"})
    void fourDecimalNumbersAreIpv4(String text) {
        assertThat(IpAddress.isIpv4(text)).isTrue();
        assertThat(IpAddress.isIpv6(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "256.0.0.1",
                "1.2.3.04",
                "1.2.3.-4",
                "1.2.3.4 ",
                "0x7f.0.0.1",
                "1.2.3.٤",
                "localhost"
            })
    void otherTextIsNotIpv4(String text) {
        assertThat(IpAddress.isIpv4(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "2001:db8::1",
                "2001:DB8:0:0:8:800:200C:417A",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8",
                "::ffff:192.0.2.1",
                "1:2:3:4:5:6:192.0.2.1",
                "64:ff9b::192.0.2.33",
                "fe80::1"
            })
    void hexadecimalGroupsAreIpv6(String text) {
        assertThat(IpAddress.isIpv6(text)).isTrue();
        assertThat(IpAddress.isIpv4(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "::1:",
                "::192.0.2.1:1",
                "192.0.2.1::",
                "1:2:3:4:5:6:7:192.0.2.1",
                "::192.0.2",
                "[::1]",
                "fe80::1%eth0",
                "::1/128",
                " ::1"
            })
    void otherTextIsNotIpv6(String text) {
        assertThat(IpAddress.isIpv6(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "sfu.example.com",
                "sfu.example.com.",
                "a",
                "3com.com",
                "xn--bcher-kva.example",
                "box-1"
            })
    void labelsAreAHostName(String text) {
        assertThat(IpAddress.isHostName(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "-a.example",
                "a-.example",
                "a b",
                "bücher.example",
                "1.2.3.400",
                "1.2.3",
                "host:80",
                "http://a",
                "a/b",
                "under_score"
            })
    void otherTextIsNotAHostName(String text) {
        assertThat(IpAddress.isHostName(text)).isFalse();
    }

    @Test
    void hostNamesAreBounded() {
        String longest = String.join(".", "a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61));
        assertThat(IpAddress.isHostName(longest)).isTrue();
        assertThat(IpAddress.isHostName(longest + "d")).isFalse();
        assertThat(IpAddress.isHostName("a".repeat(64))).isFalse();
    }

    @Test
    void requiringALiteralReturnsItAsItIs() {
        assertThat(IpAddress.requireLiteral("ip", "2001:DB8::1")).isEqualTo("2001:DB8::1");
        assertThat(IpAddress.requireLiteralOrHostName("announcedAddress", "example.com"))
                .isEqualTo("example.com");
    }

    @Test
    void requiringALiteralRefusesAHostName() {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> IpAddress.requireLiteral("ip", "localhost"))
                .withMessageContaining("ip must be a literal IPv4 or IPv6 address")
                .withMessageContaining("[ip:localhost]");
    }
}

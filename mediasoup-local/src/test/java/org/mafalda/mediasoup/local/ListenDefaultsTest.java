package org.mafalda.mediasoup.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;

class ListenDefaultsTest {
    private static final TransportPortRange RANGE = new TransportPortRange(40_000, 49_999);

    private static TransportListenInfo webRtc(TransportListenInfo info, @Nullable TransportPortRange range) {
        ListenDefaults defaults = new ListenDefaults(List.of("203.0.113.7", "2001:db8::7"), List.of("10.0.0.7"), range);
        return defaults.fillIn(WebRtcTransportOptions.listen(info).build())
                .listenInfos()
                .get(0);
    }

    private static TransportListenInfo.Builder udp(String ip) {
        return TransportListenInfo.builder(TransportProtocol.UDP, ip);
    }

    @Test
    void wildcardAddressAnnouncesTheMediaAddressOfItsFamily() {
        assertThat(webRtc(udp("0.0.0.0").build(), null).announcedAddress()).isEqualTo("203.0.113.7");
        assertThat(webRtc(udp("::").build(), null).announcedAddress()).isEqualTo("2001:db8::7");
        assertThat(webRtc(udp("127.0.0.1").build(), null).announcedAddress()).isNull();
    }

    @Test
    void whatTheCallerAnnouncesStays() {
        TransportListenInfo info =
                udp("0.0.0.0").announcedAddress("sfu.example").build();
        assertThat(webRtc(info, null)).isEqualTo(info);
    }

    @Test
    void pipeAnnouncesThePipeAddress() {
        ListenDefaults defaults = new ListenDefaults(List.of("203.0.113.7"), List.of("10.0.0.7"), null);
        PipeTransportOptions options =
                PipeTransportOptions.builder(udp("0.0.0.0").build()).build();
        assertThat(defaults.fillIn(options).listenInfo().announcedAddress()).isEqualTo("10.0.0.7");
    }

    @Test
    void portsComeFromTheRangeUnlessTheCallerAsksForSome() {
        assertThat(webRtc(udp("127.0.0.1").build(), RANGE).portRange()).isEqualTo(RANGE);
        assertThat(webRtc(udp("127.0.0.1").port(5000).build(), RANGE).portRange())
                .isNull();
        TransportPortRange own = new TransportPortRange(50_000, 50_010);
        assertThat(webRtc(udp("127.0.0.1").portRange(own).build(), RANGE).portRange())
                .isEqualTo(own);
    }
}

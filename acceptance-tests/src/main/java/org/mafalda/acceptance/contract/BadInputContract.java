package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newPlainTransport;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** Input that is wrong ends in a clear error, which names field and value, and changes nothing. */
public abstract class BadInputContract extends AcceptanceTest {
    /** An address of TEST-NET-3 (RFC 5737), which no machine has. */
    private static final String FOREIGN_IP = "203.0.113.1";

    private Worker worker;
    private Room room;

    /** For the compositions. */
    protected BadInputContract() {}

    @BeforeEach
    void openRoom() {
        worker = newWorker();
        room = Room.open(worker);
    }

    @Test
    void unsupportedCodecIsNamed() {
        RtpParameters parameters = RtpParameters.builder(List.of(
                        RtpCodecParameters.builder("video/H265", 100, 90000).build()))
                .encodings(List.of(Sources.ssrc(4711).build()))
                .build();

        assertThat(assertFailsWith(room.plain().produce(Sources.video(parameters)), UnsupportedException.class))
                .hasMessageContaining("video/H265")
                .hasMessageContaining("100");
        assertThat(room.plain().producers()).isEmpty();
    }

    @Test
    void producerThatCannotBeConsumedIsRefused() {
        assertThat(room.router().canConsume(room.video().id(), Devices.VP8_VP9)).isFalse();

        assertFailsWith(
                room.sending()
                        .consume(ConsumerOptions.builder(room.video().id(), Devices.VP8_VP9)
                                .build()),
                UnsupportedException.class);
        assertThat(room.sending().consumers()).hasSize(2);
    }

    @Test
    void unknownProducerIsNamed() {
        assertThat(assertFailsWith(
                        room.sending()
                                .consume(ConsumerOptions.builder("no-such-producer", Devices.OPUS_H264)
                                        .build()),
                        NotFoundException.class))
                .hasMessageContaining("no-such-producer")
                .hasMessageContaining(room.router().id());
    }

    @Test
    void closedProducerIsNotFound() {
        room.audio().close();

        assertFailsWith(
                room.sending()
                        .consume(ConsumerOptions.builder(room.audio().id(), Devices.OPUS_H264)
                                .build()),
                NotFoundException.class);
    }

    @Test
    void foreignListenAddressIsNamed() {
        TransportListenInfo foreign = TransportListenInfo.of(TransportProtocol.UDP, FOREIGN_IP);

        assertThat(assertFailsWith(
                        room.router()
                                .createWebRtcTransport(
                                        WebRtcTransportOptions.listen(foreign).build()),
                        RequestFailedException.class))
                .hasMessageContaining(FOREIGN_IP);
        assertThat(assertFailsWith(
                        room.router()
                                .createPlainTransport(
                                        PlainTransportOptions.builder(foreign).build()),
                        RequestFailedException.class))
                .hasMessageContaining(FOREIGN_IP);
        assertUnchanged();
    }

    @Test
    void portInUseIsNamed() {
        int port = room.plain().tuple().localPort();

        assertThat(assertFailsWith(
                        room.router()
                                .createPlainTransport(PlainTransportOptions.builder(Listen.udp(port))
                                        .build()),
                        RequestFailedException.class))
                .hasMessageContaining(Integer.toString(port));
        assertThat(assertFailsWith(
                        room.router()
                                .createWebRtcTransport(WebRtcTransportOptions.listen(Listen.udp(port))
                                        .build()),
                        RequestFailedException.class))
                .hasMessageContaining(Integer.toString(port));
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(room.router().transports()).hasSize(3);
        assertThat(await(room.router().dump()).transportIds()).hasSize(3);
        await(room.audio().pause());
    }

    private static void assertFieldNamed(MediasoupException failure, String field, Object value) {
        assertThat(failure).hasMessageStartingWith(field).hasMessageContaining("[" + field + ":" + value + "]");
    }

    @Test
    void numbersOutOfRangeFailInTheFuture() {
        PlainTransport plain = newPlainTransport(room.router());
        WebRtcTransport webRtc = newWebRtcTransport(room.router());

        assertFieldNamed(
                assertFailsWith(plain.setMaxIncomingBitrate(-1), InvalidArgumentException.class), "bitrate", -1);
        assertFieldNamed(
                assertFailsWith(webRtc.setMaxOutgoingBitrate(4_294_967_296L), InvalidArgumentException.class),
                "bitrate",
                4_294_967_296L);
        assertFieldNamed(
                assertFailsWith(webRtc.setMinOutgoingBitrate(Long.MIN_VALUE), InvalidArgumentException.class),
                "bitrate",
                Long.MIN_VALUE);
        assertFieldNamed(
                assertFailsWith(room.videoConsumer().setPriority(-1), InvalidArgumentException.class), "priority", -1);
    }

    @Test
    void numbersOutOfRangeCannotBeBuilt() {
        assertThatThrownBy(() -> Listen.udp(65536))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("[port:65536]");
        assertThatThrownBy(() -> Listen.udp(-1)).isInstanceOf(InvalidArgumentException.class);
        WebRtcTransportOptions.Builder options = WebRtcTransportOptions.listen(Listen.udp());
        assertThatThrownBy(
                        () -> options.iceConsentTimeout(Duration.ofSeconds(256)).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("iceConsentTimeout");
        assertThatThrownBy(() -> SctpOptions.builder().sendBufferSize(-1).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("[sendBufferSize:-1]");
    }
}

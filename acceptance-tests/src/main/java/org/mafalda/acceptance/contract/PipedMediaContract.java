package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.BrowserVideo;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.ChromiumExtension;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.RtpPacket;
import org.mafalda.acceptance.media.RtpSocket;
import org.mafalda.acceptance.media.RtpStream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.acceptance.media.Vpx;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;

/** Real packets through pipes, from the router of one worker to that of another. */
@ExtendWith(ChromiumExtension.class)
public abstract class PipedMediaContract extends AcceptanceTest {
    private static final byte[] SOUND = {0x78, 0x01, 0x02, 0x03};
    private static final int OPUS_TICKS = 960;
    private static final int FRAMES = 5;

    private Chromium chromium;
    private Router router1;
    private Router router2;

    /** For the compositions. */
    protected PipedMediaContract() {}

    @BeforeEach
    void createRouters(Chromium given) {
        chromium = given;
        router1 = newRouter();
        router2 = newRouter();
    }

    private Router newRouter() {
        return await(newWorker()
                .createRouter(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.OPUS_VP8_H264)
                        .build()));
    }

    private static PlainTransport newTransport(Router router, boolean comedia) {
        return await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).comedia(comedia).build()));
    }

    private PipeToRouterResult pipe(Producer producer, UnaryOperator<PipeToRouterOptions.Builder> how) {
        return await(router1.pipeToRouter(how.apply(PipeToRouterOptions.ofProducer(producer.id(), router2))
                .build()));
    }

    /** Each packet arrives, in order and unchanged, at an endpoint of the other router. */
    private void assertSoundPasses(UnaryOperator<PipeToRouterOptions.Builder> how) {
        PlainTransport receiving = newTransport(router1, true);
        Producer producer = await(receiving.produce(Sources.opus(1234)));
        Producer far = TwoRooms.producer(pipe(producer, how));
        PlainTransport sending = newTransport(router2, false);
        RtpSocket listener = closeAfterTest(new RtpSocket(sending.tuple().localPort()));
        await(sending.connect(PlainTransportConnectOptions.builder()
                .ip(Listen.IP)
                .port(listener.localPort())
                .build()));
        Consumer consumer = await(sending.consume(
                ConsumerOptions.builder(far.id(), Devices.OPUS_H264).build()));
        RtpSocket speaker = closeAfterTest(new RtpSocket(receiving.tuple().localPort()));
        RtpStream sound = speaker.stream(100, 1234);

        int expected = -1;
        for (int i = 0; i < 20; i++) {
            sound.send(SOUND, false);
            sound.advance(OPUS_TICKS);
            RtpPacket packet = listener.nextRtp();
            assertThat(packet.ssrc())
                    .isEqualTo(RtpAssertions.ssrc(
                            consumer.rtpParameters().encodings().get(0)));
            assertThat(packet.payloadType()).isEqualTo(100);
            assertThat(packet.payload().remaining()).isEqualTo(SOUND.length);
            assertThat(expected == -1 || packet.sequenceNumber() == expected)
                    .as("packet %s follows the one before it", packet.sequenceNumber())
                    .isTrue();
            expected = (packet.sequenceNumber() + 1) & 0xffff;
        }
        assertThat(await(far.getStats()))
                .singleElement()
                .satisfies(stat -> assertThat(stat.packetCount()).isEqualTo(20));
    }

    @Test
    void soundPasses() {
        assertSoundPasses(options -> options);
    }

    @Test
    void soundPassesEncryptedAndWithRetransmission() {
        assertSoundPasses(options -> options.enableSrtp(true).enableRtx(true));
    }

    @Test
    void soundPassesWithinAWorker() {
        router2 = await(mediasoup()
                .workers()
                .values()
                .iterator()
                .next()
                .createRouter(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.OPUS_VP8_H264)
                        .build()));
        assertSoundPasses(options -> options.keepId(false));
    }

    @Test
    void allStreamsOfASimulcastProducerPass() {
        assertAllStreamsPass(options -> options);
    }

    @Test
    void allStreamsOfASimulcastProducerPassEncryptedAndWithRetransmission() {
        assertAllStreamsPass(options -> options.enableSrtp(true).enableRtx(true));
    }

    private void assertAllStreamsPass(UnaryOperator<PipeToRouterOptions.Builder> how) {
        PlainTransport receiving = newTransport(router1, true);
        Producer producer = await(receiving.produce(Sources.vp8Simulcast()));
        PipeToRouterResult pipe = pipe(producer, how);
        Producer far = TwoRooms.producer(pipe);
        assertThat(far.type()).isEqualTo(producer.type());
        assertThat(far.rtpParameters().encodings())
                .extracting(RtpEncodingParameters::scalabilityMode)
                .containsExactly("L1T5", "L1T5", "L1T5");
        // In this order: after the call, whoever is asked for the events knows that they are listened to.
        EventProbe<ProducerTraceEvent> packets = probe(far::onTrace);
        await(far.enableTraceEvent(Set.of(ProducerTraceEventType.RTP)));
        RtpSocket camera = closeAfterTest(new RtpSocket(receiving.tuple().localPort()));

        for (RtpEncodingParameters encoding :
                Sources.vp8Simulcast().rtpParameters().encodings()) {
            camera.stream(96, RtpAssertions.ssrc(encoding)).send(Vpx.vp8(400, true, 1, 0), true);
        }

        Set<Long> arrived = new TreeSet<>();
        while (arrived.size() < 3) {
            arrived.add(((RtpTrace) packets.next()).packet().ssrc());
        }
        assertThat(arrived)
                .containsExactlyInAnyOrderElementsOf(TwoRooms.consumer(pipe).rtpParameters().encodings().stream()
                        .map(RtpAssertions::ssrc)
                        .toList());
        assertThat(await(far.getStats())).hasSize(3);
    }

    /** Requests for key frames pass the pipe to the browser, and layers can be switched behind it. */
    @Test
    void aBrowsersSimulcastReachesABrowserAtTheOtherRouter() {
        BrowserEndpoint browser = closeAfterTest(BrowserEndpoint.open(chromium, router1));
        WebRtcTransport sending = browser.sendOver(newWebRtcTransport(router1));
        WebRtcTransport receiving =
                browser.receiveOver(await(router2.createWebRtcTransport(WebRtcTransportOptions.listen(Listen.udp())
                        .initialAvailableOutgoingBitrate(10_000_000)
                        .build())));
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8Simulcast());
        Producer far = TwoRooms.producer(pipe(producer, options -> options));

        Consumer consumer = browser.receive(receiving, far);
        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMULCAST);
        EventProbe<LayersChangeEvent> changes = probe(consumer::onLayersChange);
        changes.until(() -> new ConsumerLayers(2, 2).equals(consumer.currentLayers()));
        browser.awaitWidth(consumer, 960, FRAMES);

        await(consumer.setPreferredLayers(new ConsumerLayers(0, 2)));
        changes.until(() -> new ConsumerLayers(0, 2).equals(consumer.currentLayers()));
        browser.awaitWidth(consumer, 240, FRAMES);

        await(producer.pause());
        await(producer.resume());
        await(consumer.setPreferredLayers(new ConsumerLayers(1, 2)));
        changes.until(() -> new ConsumerLayers(1, 2).equals(consumer.currentLayers()));
        browser.awaitWidth(consumer, 480, FRAMES);
        assertThat(far.score()).hasSize(3);
    }
}

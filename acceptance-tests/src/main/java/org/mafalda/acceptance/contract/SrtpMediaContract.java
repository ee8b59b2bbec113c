package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.ChromiumExtension;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Ffmpeg;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.TupleEvent;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;

/** Encrypted media into and out of plain transports, with an implementation of SRTP that is not the worker's. */
@ExtendWith(ChromiumExtension.class)
public abstract class SrtpMediaContract extends AcceptanceTest {
    private static final long SSRC = 22222222;
    private static final int PAYLOAD_TYPE = 96;
    private static final int PICTURES = 10;
    /** More than anything here waits for. */
    private static final int ENDLESS = 100 * Ffmpeg.FRAME_RATE;

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5";
    private static final String OTHER_KEY = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEw";

    private Chromium chromium;
    private Router router;

    /** For the compositions. */
    protected SrtpMediaContract() {}

    @BeforeEach
    void createRouter(Chromium given) {
        chromium = given;
        router = newRouter(newWorker());
    }

    private PlainTransport transport(boolean comedia, SrtpCryptoSuite suite) {
        return await(router.createPlainTransport(PlainTransportOptions.builder(Listen.udp())
                .rtcpMux(false)
                .comedia(comedia)
                .enableSrtp(true)
                .srtpCryptoSuite(suite)
                .build()));
    }

    private static int rtcpPort(PlainTransport transport) {
        return Objects.requireNonNull(transport.rtcpTuple()).localPort();
    }

    private Producer produce(PlainTransport transport) {
        return await(transport.produce(Sources.vp8(Sources.ssrc(SSRC).build())));
    }

    private Ffmpeg send(PlainTransport transport, int pictures, SrtpParameters parameters) {
        return closeAfterTest(Ffmpeg.sendVp8(
                pictures, transport.tuple().localPort(), rtcpPort(transport), PAYLOAD_TYPE, SSRC, parameters));
    }

    /** A producer whose media ffmpeg sends over SRTP until the test is over. */
    private Producer received(SrtpCryptoSuite suite) {
        SrtpParameters parameters = new SrtpParameters(suite, KEY);
        PlainTransport transport = transport(true, suite);
        await(transport.connect(PlainTransportConnectOptions.builder()
                .srtpParameters(parameters)
                .build()));
        Producer producer = produce(transport);
        EventProbe<TupleEvent> tuples = probe(transport::onTuple);
        send(transport, ENDLESS, parameters);
        TransportTuple tuple = tuples.next().tuple();
        assertThat(tuple.remoteIp()).isEqualTo(Listen.IP);
        return producer;
    }

    private void encryptedMediaPasses(SrtpCryptoSuite suite) {
        Producer producer = received(suite);
        PlainTransport transport = transport(false, suite);
        int port = Listen.freeUdpPortPair();
        await(transport.connect(PlainTransportConnectOptions.builder()
                .ip(Listen.IP)
                .port(port)
                .rtcpPort(port + 1)
                .srtpParameters(new SrtpParameters(suite, OTHER_KEY))
                .build()));
        Consumer consumer = await(transport.consume(
                ConsumerOptions.builder(producer.id(), Devices.VP8_VP9).build()));

        SrtpParameters ours = Objects.requireNonNull(transport.srtpParameters());
        int payloadType = consumer.rtpParameters().codecs().get(0).payloadType();
        Ffmpeg receiver = closeAfterTest(Ffmpeg.receiveVp8(PICTURES, port, payloadType, ours));

        List<String> pictures = receiver.awaitPictures();
        assertThat(pictures).hasSize(PICTURES).doesNotHaveDuplicates();
        assertThat(ours.cryptoSuite()).isEqualTo(suite);
        assertThat(await(producer.getStats())).singleElement().satisfies(stat -> {
            assertThat(stat.base().ssrc()).isEqualTo(SSRC);
            assertThat(stat.packetCount()).isGreaterThanOrEqualTo(PICTURES);
        });
    }

    @Test
    void encryptedMediaPassesWithLongTags() {
        encryptedMediaPasses(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80);
    }

    @Test
    void encryptedMediaPassesWithShortTags() {
        encryptedMediaPasses(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_32);
    }

    @Test
    void encryptedMediaReachesABrowser() {
        Producer producer = received(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80);
        BrowserEndpoint browser = closeAfterTest(BrowserEndpoint.open(chromium, router));
        WebRtcTransport transport = browser.receiveOver(newWebRtcTransport(router));

        Consumer consumer = browser.receive(transport, producer);

        browser.awaitWidth(consumer, 320, PICTURES);
    }

    @Test
    void mediaWithAnotherKeyIsDropped() {
        PlainTransport transport = transport(true, SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80);
        await(transport.connect(PlainTransportConnectOptions.builder()
                .srtpParameters(new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, KEY))
                .build()));
        Producer producer = produce(transport);
        EventProbe<TupleEvent> tuples = probe(transport::onTuple);

        send(transport, PICTURES, new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, OTHER_KEY))
                .awaitEnd();

        assertThat(await(transport.getStats()).get(0).base().bytesReceived()).isPositive();
        assertThat(await(producer.getStats())).isEmpty();
        tuples.expectNoneAfter(transport::dump);
    }
}

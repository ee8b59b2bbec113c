package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RtpPacket;
import org.mafalda.acceptance.media.RtpSender;
import org.mafalda.acceptance.media.RtpSocket;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.SrtpParameters;

/** SRTP between plain transports with each crypto suite. */
public abstract class SrtpSuitesContract extends AcceptanceTest {
    private static final long SSRC = 99999999;

    private Router router;

    /** For the compositions. */
    protected SrtpSuitesContract() {}

    @BeforeEach
    void createRouter() {
        router = newRouter(newWorker());
    }

    private PlainTransport encrypting(SrtpCryptoSuite suite) {
        return await(router.createPlainTransport(PlainTransportOptions.builder(Listen.udp())
                .enableSrtp(true)
                .srtpCryptoSuite(suite)
                .build()));
    }

    private static SrtpParameters srtp(PlainTransport transport) {
        return Objects.requireNonNull(transport.srtpParameters());
    }

    private static void connect(PlainTransport from, PlainTransport to) {
        await(from.connect(PlainTransportConnectOptions.builder()
                .ip(Listen.IP)
                .port(to.tuple().localPort())
                .srtpParameters(srtp(to))
                .build()));
    }

    /** Out of the router through one encrypting transport, and in again through another. */
    @ParameterizedTest
    @EnumSource(SrtpCryptoSuite.class)
    void packetsPassEncrypted(SrtpCryptoSuite suite) {
        PlainTransport out = encrypting(suite);
        PlainTransport in = encrypting(suite);
        SrtpParameters key = srtp(out);
        assertThat(key.cryptoSuite()).isEqualTo(suite);
        assertThat(Base64.getDecoder().decode(key.keyBase64())).hasSize(suite.keyingMaterialLength());
        assertThat(key.keyBase64()).isNotEqualTo(srtp(in).keyBase64());
        connect(out, in);
        connect(in, out);
        assertThat(srtp(out)).as("the own parameters after connecting").isEqualTo(key);

        try (PacketPath path = new PacketPath(router);
                RtpSender sender = new RtpSender(path.in().tuple().localPort(), 100, SSRC)) {
            Producer origin = await(path.in().produce(Sources.opus(SSRC)));
            Consumer outgoing = await(out.consume(
                    ConsumerOptions.builder(origin.id(), Devices.OPUS_H264).build()));
            long ssrc = Objects.requireNonNull(
                    outgoing.rtpParameters().encodings().get(0).ssrc());
            Producer incoming = await(in.produce(Sources.opus(ssrc)));
            path.consume(incoming, Devices.OPUS_H264);

            sender.send(1);

            RtpSocket receiver = path.receiver();
            RtpPacket packet = receiver.nextRtp();
            assertThat(packet.payload()).isEqualTo(RtpSender.payload());
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpCryptoSuite.class)
    void cryptoSuiteOfTheRemoteSideIsTaken(SrtpCryptoSuite suite) {
        SrtpCryptoSuite other = suite == SrtpCryptoSuite.AEAD_AES_256_GCM
                ? SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_32
                : SrtpCryptoSuite.AEAD_AES_256_GCM;
        PlainTransport here = encrypting(other);
        PlainTransport there = encrypting(suite);

        connect(here, there);

        assertThat(srtp(here).cryptoSuite()).isEqualTo(suite);
        assertThat(Base64.getDecoder().decode(srtp(here).keyBase64())).hasSize(suite.keyingMaterialLength());
    }
}

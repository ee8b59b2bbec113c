package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RtpSender;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.event.RtcpTupleEvent;
import org.mafalda.mediasoup.event.TupleEvent;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

/** The second half of upstream's test-PlainTransport: the remote side, SRTP and comedia. */
public abstract class PlainConnectionContract extends AcceptanceTest {
    private static final SrtpParameters AES_CM_KEY =
            new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, "ZnQ3eWJraDg0d3ZoYzM5cXN1Y2pnaHU5NWxrZTVv");
    private static final SrtpParameters AES_GCM_KEY = new SrtpParameters(
            SrtpCryptoSuite.AEAD_AES_256_GCM, "YTdjcDBvY2JoMGY5YXNlNDc0eDJsdGgwaWRvNnJsamRrdG16aWVpZHphdHo=");

    private Router router;

    /** For the compositions. */
    protected PlainConnectionContract() {}

    @BeforeEach
    void createRouter() {
        router = newRouter(newWorker());
    }

    private PlainTransport create(PlainTransportOptions.Builder options) {
        return await(router.createPlainTransport(options.build()));
    }

    private static PlainTransportOptions.Builder udp() {
        return PlainTransportOptions.builder(Listen.udp());
    }

    private static PlainTransportConnectOptions.Builder to() {
        return PlainTransportConnectOptions.builder();
    }

    private static void assertSrtp(PlainTransport transport, SrtpCryptoSuite suite, int keyLength) {
        SrtpParameters parameters = Objects.requireNonNull(transport.srtpParameters());
        assertThat(parameters.cryptoSuite()).isEqualTo(suite);
        assertThat(parameters.keyBase64()).hasSize(keyLength);
    }

    /** Suites and keys of another type cannot be written; a key of the wrong length cannot be built. */
    @Test
    @Upstream("test-PlainTransport: router.createPlainTransport() with enableSrtp succeeds")
    void createPlainTransportWithSrtpSucceeds() {
        PlainTransport transport = create(udp().enableSrtp(true));
        assertSrtp(transport, SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, 40);

        assertFailsWith(transport.connect(to().ip("127.0.0.2").port(9999).build()), InvalidArgumentException.class);
        assertThatThrownBy(() -> new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, ""))
                .isInstanceOf(InvalidArgumentException.class);
        await(transport.connect(
                to().ip("127.0.0.2").port(9999).srtpParameters(AES_GCM_KEY).build()));

        assertSrtp(transport, SrtpCryptoSuite.AEAD_AES_256_GCM, 60);
    }

    @Test
    @Upstream("test-PlainTransport: plainTransport.connect() with srtpParameters and comedia enabled succeeds")
    void connectWithSrtpAndComediaSucceeds() {
        PlainTransport transport = create(udp().enableSrtp(true).comedia(true));
        assertSrtp(transport, SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, 40);
        assertThat(transport.tuple().remoteIp()).isNull();

        await(transport.connect(to().srtpParameters(AES_GCM_KEY).build()));

        assertSrtp(transport, SrtpCryptoSuite.AEAD_AES_256_GCM, 60);
        assertThat(transport.tuple().remoteIp()).isNull();
    }

    @Test
    @Upstream("test-PlainTransport: plainTransport.connect() succeeds")
    void connectSucceedsOnce() {
        PlainTransport transport = create(udp().rtcpMux(false));
        PlainTransportConnectOptions remote =
                to().ip("1.2.3.4").port(1234).rtcpPort(1235).build();

        await(transport.connect(remote));

        assertFailsWith(transport.connect(remote), MediasoupException.class);
        assertThat(transport.tuple()).isEqualTo(connected(transport.tuple().localPort(), 1234));
        TransportTuple rtcpTuple = Objects.requireNonNull(transport.rtcpTuple());
        assertThat(rtcpTuple).isEqualTo(connected(rtcpTuple.localPort(), 1235));
        assertThat(await(transport.dump()).tuple()).isEqualTo(transport.tuple());
    }

    private static TransportTuple connected(int localPort, int remotePort) {
        return new TransportTuple(Listen.IP, localPort, "1.2.3.4", remotePort, TransportProtocol.UDP);
    }

    /** The options cannot know what the transport needs: all but the ranges fail in the future. */
    @Test
    @Upstream("test-PlainTransport: plainTransport.connect() with wrong arguments rejects with TypeError")
    void connectWithWrongArgumentsFails() {
        PlainTransport transport = create(udp().rtcpMux(false));

        assertFailsWith(
                transport.connect(to().ip("127.0.0.2")
                        .port(9998)
                        .rtcpPort(9999)
                        .srtpParameters(AES_CM_KEY)
                        .build()),
                InvalidArgumentException.class);
        assertFailsWith(transport.connect(to().build()), InvalidArgumentException.class);
        assertInvalid(transport, to().ip("::::1234"));
        assertFailsWith(transport.connect(to().ip("127.0.0.1").port(1234).build()), InvalidArgumentException.class);
        assertFailsWith(transport.connect(to().ip("127.0.0.1").rtcpPort(1235).build()), InvalidArgumentException.class);
        assertThatThrownBy(() -> to().port(65536).build()).isInstanceOf(InvalidArgumentException.class);
        assertThat(transport.tuple().remoteIp()).isNull();
    }

    /** Refused where the options are built or where they are used. */
    private static void assertInvalid(PlainTransport transport, PlainTransportConnectOptions.Builder options) {
        PlainTransportConnectOptions built;
        try {
            built = options.build();
        } catch (InvalidArgumentException expected) {
            return;
        }
        assertFailsWith(transport.connect(built), InvalidArgumentException.class);
    }

    @Test
    void comediaLearnsTheRemoteAddressFromTheFirstPacket() {
        PlainTransport transport = create(udp().comedia(true).rtcpMux(false));
        EventProbe<TupleEvent> tuples = probe(transport::onTuple);
        EventProbe<RtcpTupleEvent> rtcpTuples = probe(transport::onRtcpTuple);

        try (RtpSender sender = new RtpSender(transport.tuple().localPort(), 100, 1111)) {
            sender.send(2);

            TransportTuple tuple = tuples.next().tuple();
            assertThat(tuple.remoteIp()).isEqualTo(Listen.IP);
            assertThat(tuple.remotePort()).isEqualTo(sender.localPort());
            assertThat(transport.tuple()).isEqualTo(tuple);
            tuples.expectNoneAfter(transport::dump);
            rtcpTuples.expectNoneAfter(transport::dump);
        }
    }
}

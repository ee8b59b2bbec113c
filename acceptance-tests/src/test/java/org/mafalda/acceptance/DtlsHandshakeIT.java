package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceState;

/**
 * A browser connects and sends sound: the one test in which a real DTLS handshake takes place. A worker whose OpenSSL
 * takes kernel TLS for active, as one built against Debian's without the repair does, crashes here.
 */
@Timeout(120)
final class DtlsHandshakeIT {
    private static final int PACKETS = 50;
    private static final String OFFER = """
            async () => {
                const context = new AudioContext();
                const oscillator = context.createOscillator();
                const destination = context.createMediaStreamDestination();
                oscillator.connect(destination);
                oscillator.start();
                globalThis.connection = new RTCPeerConnection();
                connection.addTransceiver(destination.stream.getAudioTracks()[0], {
                    direction: 'sendonly',
                    streams: [destination.stream],
                });
                await connection.setLocalDescription();
                return connection.localDescription.sdp;
            }""";
    private static final String ANSWER = "sdp => connection.setRemoteDescription({type: 'answer', sdp})";

    @Test
    void browserConnectsAndSendsSound() {
        try (Mediasoup mediasoup = LocalMediasoup.create();
                Worker worker = await(mediasoup.createWorker(WorkerSettings.DEFAULT));
                WebRtcTransport transport = createTransport(worker);
                EventLog log =
                        new EventLog().add("dtls", transport::onDtlsStateChange).add("died", worker::onDied);
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page();
            AudioOffer offer = new AudioOffer((String) page.evaluate(OFFER));
            await(transport.connect(offer.dtlsParameters()));
            Producer producer = await(transport.produce(ProducerOptions.builder(MediaKind.AUDIO, offer.rtpParameters())
                    .build()));
            page.evaluate(ANSWER, offer.answerOf(transport));

            assertThat(log.await(2))
                    .as("connecting and connected; a worker built without the kernel TLS repair dies here")
                    .containsExactly("dtls", "dtls");
            assertThat(transport.dtlsState()).isEqualTo(DtlsState.CONNECTED);
            assertThat(transport.dtlsRemoteCert()).startsWith("-----BEGIN CERTIFICATE-----");
            assertThat(transport.iceState()).isIn(IceState.CONNECTED, IceState.COMPLETED);
            assertThat(transport.iceSelectedTuple()).isNotNull();
            awaitPackets(producer);
            assertThat(worker.died()).isFalse();
        }
    }

    private static WebRtcTransport createTransport(Worker worker) {
        return await(worker.createRouter(RouterOptions.builder()
                        .mediaCodecs(List.of(
                                RtpCodecCapability.audio("audio/opus", 48000, 2).build()))
                        .build())
                .thenCompose(router -> router.createWebRtcTransport(
                        WebRtcTransportOptions.listen(Listen.udp()).build())));
    }

    private static void awaitPackets(Producer producer) {
        try (EventProbe<ProducerTraceEvent> packets = new EventProbe<>(producer::onTrace)) {
            await(producer.enableTraceEvent(Set.of(ProducerTraceEventType.RTP)));
            for (int i = 0; i < PACKETS; i++) {
                packets.next();
            }
        }
        List<RtpStreamRecvStats> stats = await(producer.getStats());
        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).packetCount()).isGreaterThanOrEqualTo(PACKETS);
        assertThat(stats.get(0).mimeType()).isEqualTo("audio/opus");
    }
}

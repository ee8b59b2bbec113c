package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.awaitAll;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RtpSender;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.dump.ProducerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.ProducerScoreEvent;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;

/** The second half of upstream's test-Producer: the calls and events of a producer, and its end. */
public abstract class ProducerControlContract extends AcceptanceTest {
    private static final long SSRC = 33221100;

    private Worker worker;
    private Router router;
    private WebRtcTransport transport;

    /** For the compositions. */
    protected ProducerControlContract() {}

    @BeforeEach
    void createTransport() {
        worker = newWorker();
        router = newRouter(worker);
        transport = newWebRtcTransport(router);
    }

    private Producer produceAudio() {
        return await(transport.produce(Sources.opusWithoutEncodings()));
    }

    private static RtpHeaderExtensionParameters extension(String uri, int id) {
        return new RtpHeaderExtensionParameters(uri, id, false, Map.of());
    }

    @Test
    @Upstream("test-Producer: producer.dump() succeeds")
    void dumpOfAnAudioProducerSucceeds() {
        Producer producer = produceAudio();

        ProducerDump dump = await(producer.dump());

        assertThat(dump.id()).isEqualTo(producer.id());
        assertThat(dump.kind()).isEqualTo(producer.kind());
        assertThat(dump.type()).isEqualTo(ProducerType.SIMPLE);
        assertThat(dump.rtpParameters().codecs())
                .containsExactly(Sources.opusCodec(0)
                        .parameters(Map.of("useinbandfec", 1, "usedtx", 1, "foo", 222.222, "bar", "333"))
                        .build());
        assertThat(dump.rtpParameters().headerExtensions())
                .containsExactly(
                        extension(RtpHeaderExtensionUri.MID, 10),
                        extension(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 12));
        assertThat(dump.rtpParameters().encodings())
                .extracting(RtpEncodingParameters::codecPayloadType)
                .containsExactly(0);
    }

    @Test
    @Upstream("test-Producer: producer.dump() succeeds")
    void dumpOfAVideoProducerSucceeds() {
        Producer producer = await(transport.produce(Sources.h264Simulcast(null)));

        ProducerDump dump = await(producer.dump());

        assertThat(dump.id()).isEqualTo(producer.id());
        assertThat(dump.kind()).isEqualTo(producer.kind());
        assertThat(dump.type()).isEqualTo(ProducerType.SIMULCAST);
        List<RtpCodecParameters> codecs = dump.rtpParameters().codecs();
        assertThat(codecs)
                .extracting(RtpCodecParameters::mimeType, RtpCodecParameters::payloadType)
                .containsExactly(tuple("video/H264", 112), tuple("video/rtx", 113));
        assertThat(codecs).allSatisfy(codec -> {
            assertThat(codec.clockRate()).isEqualTo(90000);
            assertThat(codec.channels()).isNull();
        });
        assertThat(codecs.get(0).parameters())
                .isEqualTo(Map.of("packetization-mode", 1L, "profile-level-id", "4d0032"));
        assertThat(RtpAssertions.feedback(codecs.get(0))).containsExactly("nack", "nack pli", "goog-remb");
        assertThat(codecs.get(1).parameters()).isEqualTo(Map.of("apt", 112L));
        assertThat(codecs.get(1).rtcpFeedback()).isEmpty();
        assertThat(dump.rtpParameters().headerExtensions())
                .containsExactly(
                        extension(RtpHeaderExtensionUri.MID, 10),
                        extension(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 13));
        assertThat(dump.rtpParameters().encodings())
                .extracting(RtpEncodingParameters::ssrc)
                .containsExactly(22222222L, 22222224L, 22222226L, 22222228L);
        assertThat(dump.rtpParameters().encodings()).allSatisfy(encoding -> {
            assertThat(encoding.codecPayloadType()).isEqualTo(112);
            assertThat(encoding.rtx()).isEqualTo(new RtpEncodingParameters.Rtx(RtpAssertions.ssrc(encoding) + 1));
        });
        assertThat(dump.rtpParameters().encodings().get(0).scalabilityMode()).isEqualTo("L1T3");
    }

    @Test
    @Upstream("test-Producer: producer.getStats() succeeds")
    void getStatsIsEmptyWithoutMedia() {
        assertThat(await(produceAudio().getStats())).isEmpty();
    }

    @Test
    @Upstream("test-Producer: producer.pause() and resume() succeed")
    void pauseAndResumeSucceed() {
        Producer producer = produceAudio();
        EventProbe<?> pauses = probe(producer::onPause);
        EventProbe<?> resumes = probe(producer::onResume);

        await(producer.pause());
        assertThat(producer.paused()).isTrue();
        assertThat(await(producer.dump()).paused()).isTrue();
        await(producer.resume());
        assertThat(producer.paused()).isFalse();
        assertThat(await(producer.dump()).paused()).isFalse();

        settles(producer.pause(), producer.resume(), producer.pause(), producer.pause(), producer.pause());
        await(producer.resume());
        assertThat(pauses.arrived()).isEqualTo(3);
        assertThat(resumes.arrived()).isEqualTo(3);
    }

    @Test
    @Upstream("test-Producer: producer.pause() and resume() emit events")
    void pauseAndResumeEmitEvents() {
        Producer producer = produceAudio();
        EventLog log = eventLog().add("resume", producer::onResume).add("pause", producer::onPause);

        awaitAll(List.of(producer.pause(), producer.resume()));

        assertThat(log.labels()).containsExactly("pause", "resume");
        assertThat(producer.paused()).isFalse();
    }

    /** Event types that do not exist cannot be written. */
    @Test
    @Upstream({
        "test-Producer: producer.enableTraceEvent() succeed",
        "test-Producer: producer.enableTraceEvent() with wrong arguments rejects with TypeError"
    })
    void enableTraceEventReplacesTheSet() {
        Producer producer = produceAudio();

        await(producer.enableTraceEvent(Set.of(ProducerTraceEventType.RTP, ProducerTraceEventType.PLI)));
        assertThat(await(producer.dump()).traceEventTypes())
                .containsExactlyInAnyOrder(ProducerTraceEventType.RTP, ProducerTraceEventType.PLI);
        await(producer.enableTraceEvent(Set.of()));
        assertThat(await(producer.dump()).traceEventTypes()).isEmpty();
        await(producer.enableTraceEvent(Set.of(ProducerTraceEventType.NACK, ProducerTraceEventType.FIR)));
        assertThat(await(producer.dump()).traceEventTypes())
                .containsExactlyInAnyOrder(ProducerTraceEventType.NACK, ProducerTraceEventType.FIR);
        await(producer.enableTraceEvent(Set.of()));
        assertThat(await(producer.dump()).traceEventTypes()).isEmpty();
    }

    /** Upstream feigns the worker's notification; here real packets cause it. */
    @Test
    @Upstream("test-Producer: Producer emits \"score\"")
    void scoreIsEmittedWhenPacketsArrive() {
        PlainTransport plain = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).comedia(true).build()));
        Producer producer = await(plain.produce(Sources.opus(SSRC)));
        EventProbe<ProducerScoreEvent> scores = probe(producer::onScore);
        EventProbe<ProducerTraceEvent> traces = probe(producer::onTrace);
        await(producer.enableTraceEvent(Set.of(ProducerTraceEventType.RTP)));

        try (RtpSender sender = new RtpSender(plain.tuple().localPort(), 100, SSRC)) {
            sender.send(5);

            List<ProducerScore> score = scores.next().score();
            assertThat(score).containsExactly(new ProducerScore(0, SSRC, null, 10));
            assertThat(traces.next())
                    .isInstanceOfSatisfying(
                            RtpTrace.class,
                            trace -> assertThat(trace.packet().ssrc()).isPositive());
            List<RtpStreamRecvStats> stats = await(producer.getStats());
            assertThat(stats).extracting(RtpStreamRecvStats::ssrc).containsExactly(SSRC);
            assertThat(stats.get(0).mimeType()).isEqualTo("audio/opus");
        }
    }

    @Test
    @Upstream("test-Producer: producer.close() succeeds")
    void closeSucceeds() {
        Producer producer = produceAudio();
        EventProbe<CloseEvent> close = probe(producer::onClose);

        producer.close();

        assertThat(producer.closed()).isTrue();
        assertThat(transport.producers()).isEmpty();
        assertThat(router.producers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertFailsWith(producer.dump(), InvalidStateException.class);
        assertThat(await(router.dump()).mapProducerIdConsumerIds()).isEmpty();
        assertThat(await(transport.dump()).producerIds()).isEmpty();
    }

    @Test
    @Upstream("test-Producer: Producer methods reject if closed")
    void methodsFailWhenClosed() {
        Producer producer = produceAudio();

        producer.close();

        List.<CompletableFuture<?>>of(producer.dump(), producer.getStats(), producer.pause(), producer.resume())
                .forEach(call -> assertFailsWith(call, InvalidStateException.class));
    }

    @Test
    @Upstream("test-Producer: Producer emits \"transportclose\" if Transport is closed")
    void transportCloseClosesTheProducer() {
        Producer producer = produceAudio();
        EventProbe<CloseEvent> close = probe(producer::onClose);

        transport.close();

        assertThat(producer.closed()).isTrue();
        assertThat(router.producers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.TransportClosed());
        close.expectNoneAfter(worker::dump);
        assertFailsWith(producer.dump(), InvalidStateException.class);
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Pacer;
import org.mafalda.acceptance.media.RtpStream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.acceptance.media.Vpx;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.event.BweTrace;
import org.mafalda.mediasoup.event.BweType;
import org.mafalda.mediasoup.event.ProbationTrace;
import org.mafalda.mediasoup.event.TraceDirection;
import org.mafalda.mediasoup.event.TransportTraceEvent;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.stats.PlainTransportStat;

/** What a transport tells of the bandwidth towards its endpoint. */
public abstract class BandwidthContract extends AcceptanceTest {
    private static final int FRAME = 400;
    private static final long SSRC = 88888888;

    private PacketPath path;
    private Producer producer;

    /** For the compositions. */
    protected BandwidthContract() {}

    @BeforeEach
    void openPath() {
        path = new PacketPath(newRouter(newWorker()));
        producer = await(path.in().produce(Sources.vp8(Sources.ssrc(SSRC).build())));
    }

    @AfterEach
    void closePath() {
        path.close();
    }

    private EventProbe<TransportTraceEvent> trace(TransportTraceEventType... types) {
        EventProbe<TransportTraceEvent> traces = probe(path.out()::onTrace);
        await(path.out().enableTraceEvent(Set.of(types)));
        return traces;
    }

    @Test
    void estimationIsTraced() {
        EventProbe<TransportTraceEvent> traces = trace(TransportTraceEventType.BWE);
        await(path.out().setMinOutgoingBitrate(50_000));
        await(path.out().setMaxOutgoingBitrate(400_000));

        path.consume(producer, Devices.VP8_TRANSPORT_CC);

        assertThat(traces.next()).isInstanceOfSatisfying(BweTrace.class, estimation -> {
            assertThat(estimation.timestamp()).isPositive();
            assertThat(estimation.direction()).isEqualTo(TraceDirection.OUT);
            assertThat(estimation.bweType()).isEqualTo(BweType.TRANSPORT_CC);
            assertThat(estimation.desiredBitrate()).isZero();
            assertThat(estimation.effectiveDesiredBitrate()).isZero();
            assertThat(estimation.minBitrate()).isEqualTo(50_000);
            assertThat(estimation.maxBitrate()).isEqualTo(400_000);
            assertThat(estimation.startBitrate()).isPositive();
            assertThat(estimation.maxPaddingBitrate()).isBetween(1L, 400_000L);
            assertThat(estimation.availableBitrate()).isPositive();
        });
        PlainTransportStat stat = await(path.out().getStats()).get(0);
        assertThat(stat.availableOutgoingBitrate()).isPositive();
        assertThat(stat.minOutgoingBitrate()).isEqualTo(50_000);
        assertThat(stat.maxOutgoingBitrate()).isEqualTo(400_000);
    }

    @Test
    void estimationOfTheReceiverIsTraced() {
        EventProbe<TransportTraceEvent> traces = trace(TransportTraceEventType.BWE);

        path.consume(producer, Devices.VP8_REMB);

        assertThat(traces.next())
                .isInstanceOfSatisfying(
                        BweTrace.class,
                        estimation -> assertThat(estimation.bweType()).isEqualTo(BweType.REMB));
    }

    @Test
    void probationIsTraced() {
        EventProbe<TransportTraceEvent> traces = trace(TransportTraceEventType.PROBATION);
        path.consume(producer, Devices.VP8_TRANSPORT_CC);
        RtpStream stream = path.sender().stream(96, SSRC);
        int[] frames = {0};

        try (Pacer pacer = new Pacer(Duration.ofMillis(10), () -> {
            stream.send(Vpx.vp8(FRAME, frames[0] % 20 == 0, frames[0], 0), true);
            stream.advance(900);
            frames[0]++;
        })) {
            assertThat(traces.next())
                    .isInstanceOfSatisfying(
                            ProbationTrace.class,
                            probation -> assertThat(probation.direction()).isEqualTo(TraceDirection.OUT));
            assertThat(pacer).isNotNull();
        }
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerLogLevel;
import org.mafalda.mediasoup.WorkerLogTag;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.WorkerLoadEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.ScalabilityMode;

/** What the way into mediasoup says of itself and of its machine. */
public abstract class MediasoupContract extends AcceptanceTest {
    /** For the compositions. */
    protected MediasoupContract() {}

    @Test
    @Upstream("test-mediasoup: mediasoup.version matches version field in package.json")
    void versionIsThatOfMediasoup() {
        assertThat(mediasoup().version()).isEqualTo("3.27.1");
        assertThat(mediasoup().host().mediasoupVersion()).isEqualTo("3.27.1");
    }

    @Test
    @Upstream("test-Worker: mediasoup.workerBin matches mediasoup-worker absolute path")
    void workerBinIsAnAbsolutePath() {
        String workerBin = mediasoup().workerBin();
        if (has(Capability.ONE_BOX)) {
            assertThat(workerBin).isNotNull();
            assertThat(Path.of(workerBin)).isAbsolute().isExecutable();
        }
    }

    @Test
    @Upstream("test-mediasoup: mediasoup.setLoggerEventListeners() succeeds")
    void logLinesOfAWorkerArrive() {
        EventProbe<LogEvent> log = probe(mediasoup()::onLog);

        await(mediasoup()
                .createWorker(WorkerSettings.builder()
                        .logLevel(WorkerLogLevel.DEBUG)
                        .logTags(List.of(WorkerLogTag.INFO))
                        .build()));

        assertThat(log.next().message()).isNotEmpty();
    }

    @Test
    @Upstream("test-mediasoup: mediasoup.getSupportedRtpCapabilities() returns the mediasoup RTP capabilities")
    void supportedRtpCapabilitiesAreImmutable() {
        RtpCapabilities capabilities = mediasoup().supportedRtpCapabilities();

        assertThat(capabilities.codecs()).anyMatch(codec -> codec.mimeType().equals("audio/opus"));
        assertThat(capabilities.headerExtensions()).isNotEmpty();
        assertThatThrownBy(() -> capabilities.codecs().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(mediasoup().supportedRtpCapabilities()).isEqualTo(capabilities);
    }

    @Test
    @Upstream("test-mediasoup: mediasoup.parseScalabilityMode() succeeds")
    void scalabilityModesAreParsed() {
        assertThat(ScalabilityMode.parse("L1T3")).isEqualTo(new ScalabilityMode(1, 3, false));
        assertThat(ScalabilityMode.parse("L3T2_KEY")).isEqualTo(new ScalabilityMode(3, 2, true));
        assertThat(ScalabilityMode.parse("S2T3")).isEqualTo(new ScalabilityMode(2, 3, false));
        assertThat(ScalabilityMode.parse("foo")).isEqualTo(new ScalabilityMode(1, 1, false));
        assertThat(ScalabilityMode.parse(null)).isEqualTo(new ScalabilityMode(1, 1, false));
        assertThat(ScalabilityMode.parse("S0T3")).isEqualTo(new ScalabilityMode(1, 1, false));
        assertThat(ScalabilityMode.parse("S1T0")).isEqualTo(new ScalabilityMode(1, 1, false));
        assertThat(ScalabilityMode.parse("L20T3")).isEqualTo(new ScalabilityMode(20, 3, false));
        assertThat(ScalabilityMode.parse("S200T3")).isEqualTo(new ScalabilityMode(1, 1, false));
        assertThat(ScalabilityMode.parse("L4T7_KEY_SHIFT")).isEqualTo(new ScalabilityMode(4, 7, true));
    }

    @Test
    void hostIsDescribed() {
        assertThat(mediasoup().host().boxId()).isNotEmpty();
        assertThat(mediasoup().host().stackVersion()).isNotEmpty();
        assertThat(mediasoup().host().cores()).isPositive();
        assertThat(mediasoup().availability()).isEqualTo(Availability.AVAILABLE);
        assertThat(mediasoup().closed()).isFalse();
    }

    @Test
    void loadIsMeasuredWhileThereAreWorkers() {
        EventProbe<LoadEvent> loads = probe(mediasoup()::onLoad);
        Worker worker = newWorker();
        EventProbe<WorkerLoadEvent> workerLoads = probe(worker::onLoad);

        // Of several boxes, one without workers may be heard before.
        HostLoad hostLoad = loads.next(event -> event.load().workers() == 1).load();
        assertThat(hostLoad.memoryTotal()).isPositive();
        assertThat(mediasoup().load()).isNotNull();
        WorkerLoad workerLoad = workerLoads.next().load();
        assertThat(workerLoad.utilization()).isBetween(0.0, 1.0);
        assertThat(workerLoad.capacity()).isPositive();
        assertThat(worker.load()).isNotNull();
    }

    @Test
    void workerBudgetCountsWorkers() {
        WorkerBudget before = mediasoup().workerBudget();

        Worker worker = newWorker();
        assertThat(mediasoup().workerBudget().used()).isEqualTo(before.used() + 1);

        worker.close();
        probe(worker::onSubprocessClose).next();
        assertThat(mediasoup().workerBudget().used()).isEqualTo(before.used());
    }

    @Test
    void closeClosesTheWorkersThatItOwns() {
        Worker worker = newWorker();
        EventProbe<CloseEvent> workerClose = probe(worker::onClose);
        EventProbe<CloseEvent> close = probe(mediasoup()::onClose);

        mediasoup().close();

        assertThat(mediasoup().closed()).isTrue();
        assertThat(worker.closed()).isTrue();
        assertThat(mediasoup().workers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        assertThat(workerClose.next().reason()).isEqualTo(new CloseReason.MediasoupClosed());
        assertFailsWith(mediasoup().createWorker(WorkerSettings.DEFAULT), InvalidStateException.class);
    }

    @Test
    void workerInTheMakingIsGivenUpByClose() {
        var creation = mediasoup().createWorker(WorkerSettings.DEFAULT);

        mediasoup().close();

        assertFailsWith(creation, InvalidStateException.class);
        assertThat(mediasoup().workers()).isEmpty();
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Certificate;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerLogLevel;
import org.mafalda.mediasoup.WorkerLogTag;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;

/** Upstream's test-Worker. */
public abstract class WorkerContract extends AcceptanceTest {
    /** For the compositions. */
    protected WorkerContract() {}

    @Test
    @Upstream("test-Worker: mediasoup.createWorker() succeeds")
    void createWorkerSucceeds() {
        EventProbe<NewWorkerEvent> newWorkers = probe(mediasoup()::onNewWorker);

        Worker worker = newWorker();

        assertThat(newWorkers.next().worker()).isSameAs(worker);
        assertThat(mediasoup().workers()).containsExactly(Map.entry(worker.id(), worker));
        assertThat(worker.pid().isPresent()).isEqualTo(has(Capability.ONE_PROCESS_PER_WORKER));
        assertAlive(worker);
        assertThat(worker.appData()).isEmpty();
        assertThat(worker.deathCause()).isNull();
        closeAndCheck(worker);
        assertThat(newWorkers.arrived()).isEqualTo(1);
    }

    @Test
    @Upstream("test-Worker: mediasoup.createWorker() succeeds")
    void createWorkerWithAllSettingsSucceeds() {
        Worker worker = await(mediasoup()
                .createWorker(WorkerSettings.builder()
                        .logLevel(WorkerLogLevel.DEBUG)
                        .logTags(List.of(WorkerLogTag.INFO))
                        .dtlsCertificatePem(Certificate.CERTIFICATE_PEM)
                        .dtlsPrivateKeyPem(Certificate.PRIVATE_KEY_PEM)
                        .libwebrtcFieldTrials("WebRTC-Bwe-AlrLimitedBackoff/Disabled/")
                        .appData(Map.of("foo", 456))
                        .build()));

        assertAlive(worker);
        assertThat(worker.appData()).isEqualTo(Map.of("foo", 456L));
        closeAndCheck(worker);
    }

    private static void assertAlive(Worker worker) {
        assertThat(worker.closed()).isFalse();
        assertThat(worker.subprocessClosed()).isFalse();
        assertThat(worker.died()).isFalse();
    }

    private void closeAndCheck(Worker worker) {
        EventProbe<?> end = probe(worker::onSubprocessClose);

        worker.close();
        end.next();

        assertThat(worker.closed()).isTrue();
        assertThat(worker.subprocessClosed()).isTrue();
        assertThat(worker.died()).isFalse();
        assertThat(mediasoup().workers()).doesNotContainKey(worker.id());
    }

    /** An unknown log level and application data that is no map cannot be written; ports are those of listen infos. */
    @Test
    @Upstream("test-Worker: mediasoup.createWorker() with wrong settings rejects with TypeError")
    void createWorkerWithWrongSettingsFails() {
        assertFailsWith(
                mediasoup()
                        .createWorker(WorkerSettings.builder()
                                .dtlsCertificateFile("/notfound/cert.pem")
                                .dtlsPrivateKeyFile("/notfound/priv.pem")
                                .build()),
                InvalidArgumentException.class);
        WorkerSettings.Builder certificateAlone = WorkerSettings.builder().dtlsCertificateFile("/notfound/cert.pem");
        assertThatThrownBy(certificateAlone::build).isInstanceOf(InvalidArgumentException.class);
        WorkerSettings.Builder keyAlone = WorkerSettings.builder().dtlsPrivateKeyFile("/notfound/priv.pem");
        assertThatThrownBy(keyAlone::build).isInstanceOf(InvalidArgumentException.class);
        assertThat(mediasoup().workers()).isEmpty();
    }

    @Test
    @Upstream("test-Worker: mediasoup.createWorker() with wrong `workerBin` rejects with Error")
    void createWorkerWithWrongWorkerBinFails() {
        WorkerStartException failure = assertFailsWith(
                mediasoup()
                        .createWorker(WorkerSettings.builder()
                                .workerBin("/nowhere/mediasoup-worker")
                                .build()),
                WorkerStartException.class);

        assertThat(failure).hasMessageContaining("/nowhere/mediasoup-worker");
        assertThat(mediasoup().workers()).isEmpty();
    }

    @Test
    @Upstream("test-Worker: worker.updateSettings() succeeds")
    void updateSettingsSucceeds() {
        Worker worker = newWorker();

        await(worker.updateSettings(WorkerUpdateableSettings.builder()
                .logLevel(WorkerLogLevel.DEBUG)
                .logTags(List.of(WorkerLogTag.ICE))
                .build()));
    }

    /** A wrong log level cannot be written, a missing list of tags leaves the tags as they are. */
    @Test
    @Upstream("test-Worker: worker.updateSettings() with wrong settings rejects with TypeError")
    void updateSettingsWithNothingToChangeSucceeds() {
        Worker worker = newWorker();

        await(worker.updateSettings(WorkerUpdateableSettings.builder().build()));
    }

    @Test
    @Upstream("test-Worker: worker.updateSettings() rejects with WorkerClosedError if closed")
    void updateSettingsFailsWhenClosed() {
        Worker worker = newWorker();
        closeAndCheck(worker);

        assertFailsWith(
                worker.updateSettings(WorkerUpdateableSettings.builder()
                        .logLevel(WorkerLogLevel.ERROR)
                        .build()),
                WorkerClosedException.class);
    }

    @Test
    @Upstream("test-Worker: worker.dump() succeeds")
    void dumpSucceeds() {
        WorkerSettings.Builder settings = WorkerSettings.builder();
        String workerBin = mediasoup().workerBin();
        if (workerBin != null) {
            settings.workerBin(workerBin);
        }
        Worker worker = await(mediasoup().createWorker(settings.build()));

        WorkerDump dump = await(worker.dump());

        if (worker.pid().isPresent()) {
            assertThat(dump.pid()).isEqualTo(worker.pid().getAsLong());
        }
        assertThat(dump.webRtcServerIds()).isEmpty();
        assertThat(dump.routerIds()).isEmpty();
        assertThat(dump.channelMessageHandlers().channelRequestHandlers()).isEmpty();
        assertThat(dump.channelMessageHandlers().channelNotificationHandlers()).isEmpty();
    }

    @Test
    @Upstream("test-Worker: worker.dump() rejects with WorkerClosedError if closed")
    void dumpFailsWhenClosed() {
        Worker worker = newWorker();
        closeAndCheck(worker);

        assertFailsWith(worker.dump(), WorkerClosedException.class);
    }

    @Test
    @Upstream("test-Worker: worker.getResourceUsage() succeeds")
    void getResourceUsageSucceeds() {
        WorkerResourceUsage usage = await(newWorker().getResourceUsage());

        assertThat(usage.ruMaxrss()).isPositive();
        assertThat(usage.ruUtime()).isNotNegative();
        assertThat(usage.ruStime()).isNotNegative();
    }

    @Test
    @Upstream("test-Worker: worker.close() succeeds")
    void closeSucceeds() {
        Worker worker = newWorker();
        EventProbe<CloseEvent> close = probe(worker::onClose);

        closeAndCheck(worker);

        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        assertThat(close.arrived()).isEqualTo(1);
    }

    @Test
    void setAppDataReplacesTheData() {
        Worker worker = newWorker();

        await(worker.setAppData(Map.of("room", Map.of("name", "blue", "seats", 3))));

        assertThat(worker.appData()).isEqualTo(Map.of("room", Map.of("name", "blue", "seats", 3L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    @Upstream("test-Worker: Worker emits \"died\" if mediasoup-worker process died unexpectedly")
    void diedIsEmittedWhenTheProcessEnds(String signal) {
        Worker worker = newWorker();
        EventProbe<WorkerDiedEvent> died = probe(worker::onDied);
        EventProbe<CloseEvent> closed = probe(worker::onClose);
        EventLog log = eventLog()
                .add("died", worker::onDied)
                .add("subprocessclose", worker::onSubprocessClose)
                .add("close", worker::onClose);

        Signals.send(backend().processesOf(worker), signal);

        assertThat(log.await(3)).containsExactly("died", "subprocessclose", "close");
        assertThat(worker.closed()).isTrue();
        assertThat(worker.subprocessClosed()).isTrue();
        assertThat(worker.died()).isTrue();
        WorkerDeath death = died.next().death();
        assertThat(worker.deathCause()).isEqualTo(death);
        assertThat(closed.next().reason()).isEqualTo(new CloseReason.WorkerDied(death));
        assertThat(mediasoup().workers()).isEmpty();
        if (signal.equals("KILL")) {
            assertThat(death.cause()).isEqualTo(WorkerDeath.Cause.KILLED);
            assertThat(death.signal()).isEqualTo(9);
        }
    }

    @Test
    @Upstream("test-Worker: mediasoup-worker process ignores PIPE, HUP, ALRM, USR1 and USR2 signals")
    void harmlessSignalsAreIgnored() {
        Worker worker = newWorker();
        List<ProcessHandle> processes = backend().processesOf(worker);

        for (String signal : List.of("PIPE", "HUP", "ALRM", "USR1", "USR2")) {
            Signals.send(processes, signal);
        }

        await(worker.dump());
        assertAlive(worker);
    }
}

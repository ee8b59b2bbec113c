package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerLogLevel;
import org.mafalda.mediasoup.WorkerLogTag;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.LogLevel;

/**
 * Which log lines of its workers a {@code Mediasoup} tells. What is logged here is the worker's warning, with the tag
 * {@code ice}, that it takes another consent timeout than the one that was asked for.
 */
public abstract class WorkerLogContract extends AcceptanceTest {
    private static final String TOO_SHORT = "cannot be lower than 10 seconds";
    private static final String TOO_LONG = "cannot be higher than 60 seconds";

    private EventProbe<LogEvent> log;

    /** For the compositions. */
    protected WorkerLogContract() {}

    @BeforeEach
    void listenToLog() {
        log = probe(mediasoup()::onLog);
    }

    private Router routerOfWorker(WorkerLogLevel level, WorkerLogTag... tags) {
        return newRouter(await(mediasoup()
                .createWorker(WorkerSettings.builder()
                        .logLevel(level)
                        .logTags(List.of(tags))
                        .build())));
    }

    private Worker workerOf(Router router) {
        return mediasoup().workers().values().stream()
                .filter(worker -> worker.routers().containsValue(router))
                .findFirst()
                .orElseThrow();
    }

    private static void warn(Router router, long consentTimeout) {
        await(router.createWebRtcTransport(WebRtcTransportOptions.listen(Listen.udp())
                .iceConsentTimeout(Duration.ofSeconds(consentTimeout))
                .build()));
    }

    private static void warnThatItIsTooShort(Router router) {
        warn(router, 1);
    }

    private static void warnThatItIsTooLong(Router router) {
        warn(router, 61);
    }

    @Test
    void lineHasItsLevelAndItsWorker() {
        Router router = routerOfWorker(WorkerLogLevel.WARN, WorkerLogTag.ICE);

        warnThatItIsTooShort(router);

        LogEvent line = log.next();
        assertThat(line.level()).isEqualTo(LogLevel.WARN);
        assertThat(line.message()).contains(TOO_SHORT);
        workerOf(router).pid().ifPresent(pid -> assertThat(line.namespace()).isEqualTo("worker:" + pid));
    }

    @Test
    void lineWithAnotherTagIsNotTold() {
        Router router = routerOfWorker(WorkerLogLevel.WARN, WorkerLogTag.RTP, WorkerLogTag.SCTP);

        warnThatItIsTooShort(router);
        await(workerOf(router)
                .updateSettings(WorkerUpdateableSettings.builder()
                        .logTags(List.of(WorkerLogTag.RTP, WorkerLogTag.ICE))
                        .build()));
        warnThatItIsTooLong(router);

        assertThat(log.next().message()).contains(TOO_LONG);
    }

    @Test
    void lineBelowTheLevelIsNotTold() {
        Router router = routerOfWorker(WorkerLogLevel.ERROR, WorkerLogTag.ICE);

        warnThatItIsTooShort(router);
        await(workerOf(router)
                .updateSettings(WorkerUpdateableSettings.builder()
                        .logLevel(WorkerLogLevel.WARN)
                        .build()));
        warnThatItIsTooLong(router);

        assertThat(log.next().message()).contains(TOO_LONG);
    }

    @Test
    void levelNoneSwitchesTheLogOff() {
        Router router = routerOfWorker(WorkerLogLevel.WARN, WorkerLogTag.ICE);
        await(workerOf(router)
                .updateSettings(WorkerUpdateableSettings.builder()
                        .logLevel(WorkerLogLevel.NONE)
                        .build()));

        warnThatItIsTooShort(router);
        await(workerOf(router)
                .updateSettings(WorkerUpdateableSettings.builder()
                        .logLevel(WorkerLogLevel.WARN)
                        .build()));
        warnThatItIsTooLong(router);

        assertThat(log.next().message()).contains(TOO_LONG);
    }

    @Test
    void eachWorkerHasItsOwnSettings() {
        Router quiet = routerOfWorker(WorkerLogLevel.ERROR, WorkerLogTag.ICE);
        Router talkative = routerOfWorker(WorkerLogLevel.WARN, WorkerLogTag.ICE);

        warnThatItIsTooShort(quiet);
        warnThatItIsTooLong(talkative);

        assertThat(log.next().message()).contains(TOO_LONG);
    }

    @Test
    void debugLinesTellMoreThanWarnings() {
        Router router = routerOfWorker(WorkerLogLevel.DEBUG, WorkerLogTag.ICE, WorkerLogTag.INFO);

        warnThatItIsTooShort(router);

        LogEvent line = log.next();
        boolean debugSeen = line.level() == LogLevel.DEBUG;
        while (!line.message().contains(TOO_SHORT)) {
            line = log.next();
            debugSeen |= line.level() == LogLevel.DEBUG;
        }
        assertThat(debugSeen).isTrue();
        assertThat(line.level()).isEqualTo(LogLevel.WARN);
    }
}

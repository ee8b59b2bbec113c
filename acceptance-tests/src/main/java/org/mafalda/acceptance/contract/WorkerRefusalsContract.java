package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Refusals.absent;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.Refusals;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.transport.TransportPortRange;

/**
 * What mediasoup's tests of workers, routers, servers and observers expect a {@code TypeError} for, value by value: the
 * class, the field and the rule that it is refused with here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Refusals awaits what an attempt returns
public abstract class WorkerRefusalsContract extends AcceptanceTest {
    private static final Map<String, Object> NO_DATA = Map.of("object", URI.create("not:JSON"));
    private static final String NO_DATA_RULE =
            "must be a string, boolean, finite number, list, map or null, not java.net.URI";
    private static final String CREATE_WORKER =
            "test-Worker: mediasoup.createWorker() with wrong settings rejects with TypeError";
    private static final String UPDATE_SETTINGS =
            "test-Worker: worker.updateSettings() with wrong settings rejects with TypeError";
    private static final String CREATE_ROUTER =
            "test-Router: worker.createRouter() with wrong arguments rejects with TypeError";
    private static final String CREATE_SERVER =
            "test-WebRtcServer: worker.createWebRtcServer() with wrong arguments rejects with TypeError";
    private static final String CREATE_SPEAKER =
            "test-ActiveSpeakerObserver: router.createActiveSpeakerObserver() with wrong arguments rejects with TypeError";
    private static final String CREATE_LEVELS =
            "test-AudioLevelObserver: router.createAudioLevelObserver() with wrong arguments rejects with TypeError";

    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected WorkerRefusalsContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = Fixtures.newRouter(worker);
    }

    /** The ports of a worker are deprecated: those of a listen info have the same rules. */
    @Test
    @Upstream(CREATE_WORKER)
    void settingsOfAWorker() {
        Refusals.of(CREATE_WORKER)
                .nothing(
                        "logLevel: 'chicken'",
                        () -> WorkerSettings.builder().logLevel(absent()).build())
                .rule(
                        "rtcMinPort: 1000, rtcMaxPort: 999",
                        () -> new TransportPortRange(1000, 999),
                        "portRange.min",
                        1000,
                        "must not be above portRange.max, which is 999")
                .rule(
                        "rtcMinPort: 1000, rtcMaxPort: 65536",
                        () -> new TransportPortRange(1000, 65536),
                        "portRange.max",
                        65536,
                        "must be between 0 and 65535")
                .rule(
                        "dtlsCertificateFile: '/notfound/cert.pem'",
                        () -> WorkerSettings.builder()
                                .dtlsCertificateFile("/notfound/cert.pem")
                                .build(),
                        "dtlsPrivateKeyFile",
                        null,
                        "or dtlsPrivateKeyPem must be given with a certificate")
                .rule(
                        "dtlsPrivateKeyFile: '/notfound/priv.pem'",
                        () -> WorkerSettings.builder()
                                .dtlsPrivateKeyFile("/notfound/priv.pem")
                                .build(),
                        "dtlsCertificateFile",
                        null,
                        "or dtlsCertificatePem must be given with a private key")
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> WorkerSettings.builder().appData(NO_DATA).build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(mediasoup().workers()).containsOnlyKeys(worker.id());
    }

    /** A level that is not given leaves the level as it is; a tag that is not one is none. */
    @Test
    @Upstream(UPDATE_SETTINGS)
    void settingsOfARunningWorker() {
        Refusals.of(UPDATE_SETTINGS)
                .nothing(
                        "logLevel: 'chicken'",
                        () -> WorkerUpdateableSettings.builder()
                                .logTags(Collections.singletonList(absent()))
                                .build())
                .check();
    }

    @Test
    @Upstream(CREATE_ROUTER)
    void optionsOfARouter() {
        Refusals.of(CREATE_ROUTER)
                .nothing(
                        "mediaCodecs: {}",
                        () -> RouterOptions.builder().mediaCodecs(absent()).build())
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> RouterOptions.builder().appData(NO_DATA).build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(worker.routers()).containsOnlyKeys(router.id());
    }

    @Test
    @Upstream(CREATE_SERVER)
    void optionsOfAWebRtcServer() {
        Refusals.of(CREATE_SERVER)
                .nothing(
                        "{}",
                        () -> worker.createWebRtcServer(
                                WebRtcServerOptions.builder(absent()).build()))
                .nothing(
                        "listenInfos: 'NOT-AN-ARRAY'",
                        () -> worker.createWebRtcServer(WebRtcServerOptions.builder(Collections.singletonList(absent()))
                                .build()))
                .rule(
                        "listenInfos: []",
                        () -> worker.createWebRtcServer(
                                WebRtcServerOptions.builder(List.of()).build()),
                        "listenInfos",
                        List.of(),
                        "must not be empty")
                .check();
        assertThat(worker.webRtcServers()).isEmpty();
    }

    @Test
    @Upstream(CREATE_SPEAKER)
    void optionsOfAnActiveSpeakerObserver() {
        Refusals.of(CREATE_SPEAKER)
                .rule(
                        "interval: false",
                        () -> ActiveSpeakerObserverOptions.builder()
                                .interval(Duration.ofMillis(-1))
                                .build(),
                        "interval",
                        "PT-0.001S",
                        "must be between 0 and 65535 ms")
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> ActiveSpeakerObserverOptions.builder()
                                .appData(NO_DATA)
                                .build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(router.rtpObservers()).isEmpty();
    }

    @Test
    @Upstream(CREATE_LEVELS)
    void optionsOfAnAudioLevelObserver() {
        Refusals.of(CREATE_LEVELS)
                .rule(
                        "maxEntries: 0",
                        () -> AudioLevelObserverOptions.builder().maxEntries(0).build(),
                        "maxEntries",
                        0,
                        "must be between 1 and 65535")
                .rule(
                        "maxEntries: -10",
                        () -> AudioLevelObserverOptions.builder()
                                .maxEntries(-10)
                                .build(),
                        "maxEntries",
                        -10,
                        "must be between 1 and 65535")
                .rule(
                        "threshold: 'foo'",
                        () -> AudioLevelObserverOptions.builder().threshold(1).build(),
                        "threshold",
                        1,
                        "must be between -127 and 0")
                .rule(
                        "interval: false",
                        () -> AudioLevelObserverOptions.builder()
                                .interval(Duration.ofMinutes(2))
                                .build(),
                        "interval",
                        "PT2M",
                        "must be between 0 and 65535 ms")
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> AudioLevelObserverOptions.builder()
                                .appData(NO_DATA)
                                .build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(router.rtpObservers()).isEmpty();
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RtpObserverType;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewRtpObserverEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;

/** Upstream's test-AudioLevelObserver. */
public abstract class AudioLevelObserverContract extends AcceptanceTest {
    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected AudioLevelObserverContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private AudioLevelObserver create(AudioLevelObserverOptions.Builder options) {
        return await(router.createAudioLevelObserver(options.build()));
    }

    private AudioLevelObserver create() {
        return create(AudioLevelObserverOptions.builder());
    }

    @Test
    @Upstream("test-AudioLevelObserver: router.createAudioLevelObserver() succeeds")
    void createAudioLevelObserverSucceeds() {
        EventProbe<NewRtpObserverEvent> newObservers = probe(router::onNewRtpObserver);

        AudioLevelObserver observer = create();

        assertThat(newObservers.next().rtpObserver()).isSameAs(observer);
        assertThat(newObservers.arrived()).isEqualTo(1);
        assertThat(observer.id()).isNotEmpty();
        assertThat(observer.closed()).isFalse();
        assertThat(observer.type()).isEqualTo(RtpObserverType.AUDIO_LEVEL);
        assertThat(observer.paused()).isFalse();
        assertThat(observer.appData()).isEmpty();
        assertThat(router.rtpObservers()).containsExactly(Map.entry(observer.id(), observer));
        assertThat(await(router.dump()).rtpObserverIds()).containsExactly(observer.id());
    }

    /** A threshold or an interval that is no number, and data that is no map, cannot be written. */
    @Test
    @Upstream("test-AudioLevelObserver: router.createAudioLevelObserver() with wrong arguments rejects with TypeError")
    void wrongOptionsCannotBeBuilt() {
        assertRefused(AudioLevelObserverOptions.builder().maxEntries(0), "maxEntries");
        assertRefused(AudioLevelObserverOptions.builder().maxEntries(-10), "maxEntries");
        assertRefused(AudioLevelObserverOptions.builder().maxEntries(65_536), "maxEntries");
        assertRefused(AudioLevelObserverOptions.builder().threshold(-128), "threshold");
        assertRefused(AudioLevelObserverOptions.builder().threshold(1), "threshold");
        assertRefused(AudioLevelObserverOptions.builder().interval(Duration.ofMillis(-1)), "interval");
        assertRefused(AudioLevelObserverOptions.builder().interval(Duration.ofMillis(65_536)), "interval");
        assertRefused(AudioLevelObserverOptions.builder().appData(Map.of("object", new Object())), "appData.object");
        assertThat(router.rtpObservers()).isEmpty();
    }

    private static void assertRefused(AudioLevelObserverOptions.Builder options, String field) {
        assertThatThrownBy(options::build)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(field + " must be ");
    }

    @Test
    @Upstream("test-AudioLevelObserver: audioLevelObserver.pause() and resume() succeed")
    void pauseAndResumeSucceed() {
        AudioLevelObserver observer = create();
        EventProbe<PauseEvent> pauses = probe(observer::onPause);
        EventProbe<ResumeEvent> resumes = probe(observer::onResume);

        await(observer.pause());
        assertThat(observer.paused()).isTrue();
        await(observer.pause());
        await(observer.resume());
        assertThat(observer.paused()).isFalse();
        await(observer.resume());

        pauses.next();
        resumes.next();
        pauses.expectNoneAfter(worker::dump);
        resumes.expectNoneAfter(worker::dump);
    }

    @Test
    @Upstream("test-AudioLevelObserver: audioLevelObserver.close() succeeds")
    void closeSucceeds() {
        AudioLevelObserver observer = create(AudioLevelObserverOptions.builder().maxEntries(8));
        EventProbe<CloseEvent> close = probe(observer::onClose);
        assertThat(await(router.dump()).rtpObserverIds()).hasSize(1);

        observer.close();

        assertThat(observer.closed()).isTrue();
        assertThat(router.rtpObservers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertThat(await(router.dump()).rtpObserverIds()).isEmpty();
        assertThat(assertFailsWith(observer.pause(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class)
                .hasMessageContaining(observer.id());
    }

    @Test
    @Upstream("test-AudioLevelObserver: AudioLevelObserver emits \"routerclose\" if Router is closed")
    void routerCloseClosesTheObserver() {
        AudioLevelObserver observer = create();
        EventProbe<CloseEvent> close = probe(observer::onClose);

        router.close();

        assertThat(observer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.RouterClosed());
        assertThat(assertFailsWith(observer.pause(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class);
    }

    @Test
    @Upstream("test-AudioLevelObserver: AudioLevelObserver emits \"routerclose\" if Worker is closed")
    void workerCloseClosesTheObserver() {
        AudioLevelObserver observer = create();
        EventProbe<CloseEvent> close = probe(observer::onClose);

        worker.close();

        assertThat(observer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertFailsWith(observer.pause(), WorkerClosedException.class);
    }

    @Test
    void setAppDataReplacesTheData() {
        AudioLevelObserver observer = create(AudioLevelObserverOptions.builder().appData(Map.of("a", 1)));
        assertThat(observer.appData()).isEqualTo(Map.of("a", 1L));

        await(observer.setAppData(Map.of("b", true)));

        assertThat(observer.appData()).isEqualTo(Map.of("b", true));
    }
}

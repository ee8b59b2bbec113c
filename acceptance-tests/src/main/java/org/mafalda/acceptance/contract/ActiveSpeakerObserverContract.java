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
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
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

/** Upstream's test-ActiveSpeakerObserver. */
public abstract class ActiveSpeakerObserverContract extends AcceptanceTest {
    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected ActiveSpeakerObserverContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private ActiveSpeakerObserver create(ActiveSpeakerObserverOptions.Builder options) {
        return await(router.createActiveSpeakerObserver(options.build()));
    }

    private ActiveSpeakerObserver create() {
        return create(ActiveSpeakerObserverOptions.builder());
    }

    @Test
    @Upstream("test-ActiveSpeakerObserver: router.createActiveSpeakerObserver() succeeds")
    void createActiveSpeakerObserverSucceeds() {
        EventProbe<NewRtpObserverEvent> newObservers = probe(router::onNewRtpObserver);

        ActiveSpeakerObserver observer = create();

        assertThat(newObservers.next().rtpObserver()).isSameAs(observer);
        assertThat(newObservers.arrived()).isEqualTo(1);
        assertThat(observer.id()).isNotEmpty();
        assertThat(observer.closed()).isFalse();
        assertThat(observer.type()).isEqualTo(RtpObserverType.ACTIVE_SPEAKER);
        assertThat(observer.paused()).isFalse();
        assertThat(observer.appData()).isEmpty();
        assertThat(router.rtpObservers()).containsExactly(Map.entry(observer.id(), observer));
        assertThat(await(router.dump()).rtpObserverIds()).containsExactly(observer.id());
    }

    /** An interval that is no number, and data that is no map, cannot be written. */
    @Test
    @Upstream(
            "test-ActiveSpeakerObserver: router.createActiveSpeakerObserver() with wrong arguments rejects with TypeError")
    void wrongOptionsCannotBeBuilt() {
        assertRefused(ActiveSpeakerObserverOptions.builder().interval(Duration.ofMillis(-1)), "interval");
        assertRefused(ActiveSpeakerObserverOptions.builder().interval(Duration.ofMillis(65_536)), "interval");
        assertRefused(ActiveSpeakerObserverOptions.builder().appData(Map.of("object", new Object())), "appData.object");
        assertThat(router.rtpObservers()).isEmpty();
    }

    private static void assertRefused(ActiveSpeakerObserverOptions.Builder options, String field) {
        assertThatThrownBy(options::build)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(field + " must be ");
    }

    @Test
    @Upstream("test-ActiveSpeakerObserver: activeSpeakerObserver.pause() and resume() succeed")
    void pauseAndResumeSucceed() {
        ActiveSpeakerObserver observer = create();
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
    @Upstream("test-ActiveSpeakerObserver: activeSpeakerObserver.close() succeeds")
    void closeSucceeds() {
        ActiveSpeakerObserver observer =
                create(ActiveSpeakerObserverOptions.builder().interval(Duration.ofMillis(500)));
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
    @Upstream("test-ActiveSpeakerObserver: ActiveSpeakerObserver emits \"routerclose\" if Router is closed")
    void routerCloseClosesTheObserver() {
        ActiveSpeakerObserver observer = create();
        EventProbe<CloseEvent> close = probe(observer::onClose);

        router.close();

        assertThat(observer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.RouterClosed());
        assertThat(assertFailsWith(observer.pause(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class);
    }

    @Test
    @Upstream("test-ActiveSpeakerObserver: ActiveSpeakerObserver emits \"routerclose\" if Worker is closed")
    void workerCloseClosesTheObserver() {
        ActiveSpeakerObserver observer = create();
        EventProbe<CloseEvent> close = probe(observer::onClose);

        worker.close();

        assertThat(observer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertFailsWith(observer.pause(), WorkerClosedException.class);
    }

    @Test
    void setAppDataReplacesTheData() {
        ActiveSpeakerObserver observer =
                create(ActiveSpeakerObserverOptions.builder().appData(Map.of("a", 1)));
        assertThat(observer.appData()).isEqualTo(Map.of("a", 1L));

        await(observer.setAppData(Map.of("b", true)));

        assertThat(observer.appData()).isEqualTo(Map.of("b", true));
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewRouterEvent;
import org.mafalda.mediasoup.rtp.RtpCapabilities;

/** Upstream's test-Router. */
public abstract class RouterContract extends AcceptanceTest {
    private Worker worker;

    /** For the compositions. */
    protected RouterContract() {}

    @BeforeEach
    void createWorker() {
        worker = newWorker();
    }

    @Test
    @Upstream("test-Router: worker.createRouter() succeeds")
    void createRouterSucceeds() {
        EventProbe<NewRouterEvent> newRouters = probe(worker::onNewRouter);

        Router router = await(worker.createRouter(RouterOptions.builder()
                .mediaCodecs(RouterCodecs.OPUS_VP8_H264)
                .appData(Map.of("foo", 123))
                .build()));

        assertThat(newRouters.next().router()).isSameAs(router);
        assertThat(newRouters.arrived()).isEqualTo(1);
        assertThat(router.id()).isNotEmpty();
        assertThat(router.closed()).isFalse();
        assertThat(router.rtpCapabilities().codecs())
                .as("3 codecs and 2 for RTX")
                .hasSize(5);
        assertThat(router.rtpCapabilities().headerExtensions()).isNotEmpty();
        assertThat(router.appData()).isEqualTo(Map.of("foo", 123L));
        assertThat(worker.routers()).containsExactly(Map.entry(router.id(), router));
        WorkerDump dump = await(worker.dump());
        assertThat(dump.webRtcServerIds()).isEmpty();
        assertThat(dump.routerIds()).containsExactly(router.id());
        assertThat(dump.channelMessageHandlers().channelRequestHandlers()).containsExactly(router.id());
        assertThat(dump.channelMessageHandlers().channelNotificationHandlers()).isEmpty();
        assertThat(await(router.dump()))
                .isEqualTo(new RouterDump(
                        router.id(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()));
        worker.close();
        assertThat(router.closed()).isTrue();
        assertThat(worker.routers()).isEmpty();
    }

    @Test
    @Upstream("test-Router: worker.createRouter() with invalid codecs rejects with UnsupportedError")
    void createRouterWithUnsupportedCodecsFails() {
        assertFailsWith(
                worker.createRouter(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.UNSUPPORTED)
                        .build()),
                UnsupportedException.class);
    }

    /** Codecs that are no list, and data that is no map, cannot be written; data that JSON cannot hold can. */
    @Test
    @Upstream("test-Router: worker.createRouter() with wrong arguments rejects with TypeError")
    void createRouterWithWrongArgumentsFails() {
        RouterOptions.Builder options = RouterOptions.builder().appData(Map.of("thread", Thread.currentThread()));

        assertThatThrownBy(options::build)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("appData.thread");
    }

    @Test
    @Upstream("test-Router: worker.createRouter() rejects with WorkerClosedError if Worker is closed")
    void createRouterFailsWhenTheWorkerIsClosed() {
        worker.close();

        assertFailsWith(
                worker.createRouter(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.OPUS_VP8_H264)
                        .build()),
                WorkerClosedException.class);
    }

    @Test
    @Upstream("test-Router: router.rtpCapabilities getter returns cloned RTP capabilities")
    void rtpCapabilitiesAreImmutable() {
        RtpCapabilities capabilities = newRouter(worker).rtpCapabilities();

        assertThatThrownBy(() -> capabilities.headerExtensions().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> capabilities.codecs().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Upstream("test-Router: router.updateMediaCodecs() succeeds")
    void updateMediaCodecsSucceeds() {
        Router router = newRouter(worker);
        assertThat(router.rtpCapabilities().codecs()).hasSize(5);

        await(router.updateMediaCodecs(List.of()));

        assertThat(router.rtpCapabilities().codecs()).isEmpty();
        assertThat(router.rtpCapabilities().headerExtensions()).isNotEmpty();
    }

    @Test
    @Upstream("test-Router: router.close() succeeds")
    void closeSucceeds() {
        Router router = newRouter(worker);
        EventProbe<CloseEvent> close = probe(router::onClose);

        router.close();

        assertThat(router.closed()).isTrue();
        assertThat(worker.routers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertThat(assertFailsWith(router.dump(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class)
                .hasMessageContaining(router.id());
        assertThat(await(worker.dump()).routerIds()).isEmpty();
    }

    @Test
    @Upstream("test-Router: Router emits \"workerclose\" if Worker is closed")
    void workerCloseClosesTheRouter() {
        Router router = newRouter(worker);
        EventProbe<CloseEvent> close = probe(router::onClose);

        worker.close();

        assertThat(router.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertThat(close.arrived()).isEqualTo(1);
        assertFailsWith(router.dump(), WorkerClosedException.class);
    }

    @Test
    void setAppDataReplacesTheData() {
        Router router = newRouter(worker);

        await(router.setAppData(Map.of("list", List.of(1, 2.5, "three", true))));

        assertThat(router.appData()).isEqualTo(Map.of("list", List.of(1L, 2.5, "three", true)));
    }
}

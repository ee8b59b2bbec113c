package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
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
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.dump.DirectTransportDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.stats.DirectTransportStat;

/** The transport itself in upstream's test-DirectTransport. */
public abstract class DirectTransportContract extends AcceptanceTest {
    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected DirectTransportContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    @Test
    @Upstream("test-DirectTransport: router.createDirectTransport() succeeds")
    void createDirectTransportSucceeds() {
        EventProbe<NewTransportEvent> created = probe(router::onNewTransport);

        DirectTransport transport = await(router.createDirectTransport(DirectTransportOptions.builder()
                .maxSendMessageSize(1023)
                .maxReceiveMessageSize(1024)
                .appData(Map.of("foo", "bar"))
                .build()));

        assertThat(created.next().transport()).isSameAs(transport);
        assertThat(created.arrived()).isEqualTo(1);
        assertThat(await(router.dump()).transportIds()).containsExactly(transport.id());
        assertThat(transport.type()).isEqualTo(TransportType.DIRECT);
        assertThat(transport.closed()).isFalse();
        assertThat(transport.appData()).isEqualTo(Map.of("foo", "bar"));
        DirectTransportDump dump = await(transport.dump());
        assertThat(dump.id()).isEqualTo(transport.id());
        assertThat(dump.producerIds()).isEmpty();
        assertThat(dump.consumerIds()).isEmpty();
        assertThat(dump.dataProducerIds()).isEmpty();
        assertThat(dump.dataConsumerIds()).isEmpty();
        assertThat(dump.recvRtpHeaderExtensions()).isNotNull();
        assertThat(dump.rtpListener()).isNotNull();
        assertThat(dump.maxSendMessageSize()).isEqualTo(1023);
        assertThat(dump.maxReceiveMessageSize()).isEqualTo(1024);
        transport.close();
        assertThat(transport.closed()).isTrue();
        assertThat(router.transports()).isEmpty();
    }

    @Test
    void sizesAreChecked() {
        for (long bad : new long[] {-1, 4_294_967_296L}) {
            assertThatThrownBy(() -> DirectTransportOptions.builder()
                            .maxSendMessageSize(bad)
                            .build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("maxSendMessageSize must be between 0 and 4294967295 [maxSendMessageSize:" + bad + "]");
            assertThatThrownBy(() -> DirectTransportOptions.builder()
                            .maxReceiveMessageSize(bad)
                            .build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("[maxReceiveMessageSize:" + bad + "]");
        }
        DirectTransportDump dump = await(newDirectTransport(router).dump());
        assertThat(dump.maxSendMessageSize()).isEqualTo(262_144);
        assertThat(dump.maxReceiveMessageSize()).isEqualTo(262_144);
    }

    @Test
    @Upstream("test-DirectTransport: directTransport.getStats() succeeds")
    void getStatsSucceeds() {
        DirectTransport transport = newDirectTransport(router);

        List<DirectTransportStat> stats = await(transport.getStats());

        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).type()).isEqualTo("direct-transport");
        TransportAssertions.assertNoTraffic(stats.get(0), transport);
    }

    @Test
    @Upstream("test-DirectTransport: directTransport.connect() succeeds")
    void connectDoesNothing() {
        DirectTransport transport = newDirectTransport(router);

        await(transport.connect());
        await(transport.connect());
    }

    @Test
    @Upstream("test-DirectTransport: DirectTransport methods reject if closed")
    void methodsFailWhenClosed() {
        DirectTransport transport = newDirectTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        transport.close();

        assertThat(transport.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertFailsWith(transport.dump(), InvalidStateException.class);
        assertFailsWith(transport.getStats(), InvalidStateException.class);
        assertFailsWith(transport.connect(), InvalidStateException.class);
    }

    @Test
    @Upstream("test-DirectTransport: DirectTransport emits \"routerclose\" if Router is closed")
    void routerCloseClosesTheTransport() {
        DirectTransport transport = newDirectTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        router.close();

        assertThat(close.next().reason()).isEqualTo(new CloseReason.RouterClosed());
        assertThat(transport.closed()).isTrue();
        assertThat(assertFailsWith(transport.getStats(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class);
    }

    @Test
    @Upstream("test-DirectTransport: DirectTransport emits \"routerclose\" if Worker is closed")
    void workerCloseClosesTheTransport() {
        DirectTransport transport = newDirectTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        worker.close();

        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertThat(transport.closed()).isTrue();
        assertFailsWith(transport.getStats(), WorkerClosedException.class);
    }
}

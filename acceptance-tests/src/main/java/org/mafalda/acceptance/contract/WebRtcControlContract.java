package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.TransportTraceEventType;

/** The second third of upstream's test-WebRtcTransport: limits and traces. */
public abstract class WebRtcControlContract extends AcceptanceTest {
    private Router router;

    /** For the compositions. */
    protected WebRtcControlContract() {}

    @BeforeEach
    void createRouter() {
        router = newRouter(newWorker());
    }

    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.setMaxIncomingBitrate() succeeds")
    void setMaxIncomingBitrateSucceeds() {
        WebRtcTransport transport = newWebRtcTransport(router);

        await(transport.setMaxIncomingBitrate(1_000_000));
        assertThat(await(transport.getStats()).get(0).maxIncomingBitrate()).isEqualTo(1_000_000L);
        await(transport.setMaxIncomingBitrate(0));
    }

    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.setMaxOutgoingBitrate() succeeds")
    void setMaxOutgoingBitrateSucceeds() {
        WebRtcTransport transport = newWebRtcTransport(router);

        await(transport.setMaxOutgoingBitrate(2_000_000));
        await(transport.setMaxOutgoingBitrate(0));
    }

    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.setMinOutgoingBitrate() succeeds")
    void setMinOutgoingBitrateSucceeds() {
        WebRtcTransport transport = newWebRtcTransport(router);

        await(transport.setMinOutgoingBitrate(100_000));
        await(transport.setMinOutgoingBitrate(0));
    }

    @Test
    @Upstream(
            "test-WebRtcTransport: webRtcTransport.setMaxOutgoingBitrate() fails if value is lower than current min limit")
    void setMaxOutgoingBitrateBelowTheMinimumFails() {
        WebRtcTransport transport = newWebRtcTransport(router);
        await(transport.setMinOutgoingBitrate(3_000_000));

        assertThat(assertFailsWith(transport.setMaxOutgoingBitrate(2_000_000), InvalidArgumentException.class))
                .hasMessageContaining("3000000");
        await(transport.setMinOutgoingBitrate(0));
    }

    @Test
    @Upstream(
            "test-WebRtcTransport: webRtcTransport.setMinOutgoingBitrate() fails if value is higher than current max limit")
    void setMinOutgoingBitrateAboveTheMaximumFails() {
        WebRtcTransport transport = newWebRtcTransport(router);
        await(transport.setMaxOutgoingBitrate(2_000_000));

        assertThat(assertFailsWith(transport.setMinOutgoingBitrate(3_000_000), InvalidArgumentException.class))
                .hasMessageContaining("2000000");
        await(transport.setMaxOutgoingBitrate(0));
    }

    /** Event types that do not exist cannot be written. */
    @Test
    @Upstream({
        "test-WebRtcTransport: transport.enableTraceEvent() succeed",
        "test-WebRtcTransport: transport.enableTraceEvent() with wrong arguments rejects with TypeError"
    })
    void enableTraceEventReplacesTheSet() {
        WebRtcTransport transport = newWebRtcTransport(router);

        await(transport.enableTraceEvent(Set.of(TransportTraceEventType.PROBATION)));
        assertThat(await(transport.dump()).traceEventTypes()).containsExactly(TransportTraceEventType.PROBATION);
        await(transport.enableTraceEvent(Set.of()));
        assertThat(await(transport.dump()).traceEventTypes()).isEmpty();
        await(transport.enableTraceEvent(Set.of(TransportTraceEventType.BWE, TransportTraceEventType.PROBATION)));
        assertThat(await(transport.dump()).traceEventTypes())
                .containsExactlyInAnyOrder(TransportTraceEventType.PROBATION, TransportTraceEventType.BWE);
        await(transport.enableTraceEvent(Set.of()));
        assertThat(await(transport.dump()).traceEventTypes()).isEmpty();
    }
}

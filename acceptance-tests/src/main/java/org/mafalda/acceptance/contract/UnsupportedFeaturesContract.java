package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** What an implementation does not offer fails with the name of the feature. */
public abstract class UnsupportedFeaturesContract extends AcceptanceTest {
    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected UnsupportedFeaturesContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private static void assertUnsupported(CompletableFuture<?> call, String feature) {
        assertThat(assertFailsWith(call, UnsupportedException.class)).hasMessageContaining(feature);
    }

    @Test
    void directTransportIsUnsupported() {
        assertUnsupported(
                router.createDirectTransport(DirectTransportOptions.builder().build()), "createDirectTransport");
    }

    @Test
    void dataProducerIsUnsupported() {
        assertUnsupported(
                newWebRtcTransport(router)
                        .produceData(DataProducerOptions.builder()
                                .sctpStreamParameters(new SctpStreamParameters(1, true, null, null))
                                .build()),
                "produceData");
    }

    @Test
    void dataConsumerIsUnsupported() {
        assertUnsupported(
                newWebRtcTransport(router)
                        .consumeData(DataConsumerOptions.builder("any").build()),
                "consumeData");
    }
}

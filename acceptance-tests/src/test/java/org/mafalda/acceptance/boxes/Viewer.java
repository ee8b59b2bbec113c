package org.mafalda.acceptance.boxes;

import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Objects;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.BrowserEndpoint.Frame;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** A browser that watches on one box what is published on another. */
final class Viewer implements AutoCloseable {
    private static final double MICROS_PER_MILLI = 1e3;

    private final BrowserEndpoint browser;
    private final Consumer consumer;

    Viewer(Chromium chromium, Router origin, Producer published, Router here, BoxProcess box) {
        Producer piped =
                Objects.requireNonNull(await(origin.pipeToRouter(PipeToRouterOptions.ofProducer(published.id(), here)
                                .enableSrtp(true)
                                .build()))
                        .pipeProducer());
        browser = BrowserEndpoint.open(chromium, here);
        consumer = browser.receive(browser.receiveOver(await(here.createWebRtcTransport(options(box)))), piped);
    }

    static WebRtcTransportOptions options(BoxProcess box) {
        return WebRtcTransportOptions.listen(TransportListenInfo.of(TransportProtocol.UDP, box.address()))
                .build();
    }

    /** Waits for the next pictures, and returns the longest time without one, in milliseconds of the stream. */
    double watch(int pictures) {
        List<Frame> frames = browser.nextFrames(consumer, pictures);
        double longest = 0;
        for (int i = 1; i < frames.size(); i++) {
            longest = Math.max(
                    longest, (frames.get(i).timestamp() - frames.get(i - 1).timestamp()) / MICROS_PER_MILLI);
        }
        return longest;
    }

    @Override
    public void close() {
        browser.close();
    }
}

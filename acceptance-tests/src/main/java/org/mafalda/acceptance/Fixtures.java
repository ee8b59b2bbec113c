package org.mafalda.acceptance;

import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;

/** Objects that most tests begin with. */
public final class Fixtures {
    private Fixtures() {}

    /** A new router with Opus, VP8 and H264. */
    public static Router newRouter(Worker worker) {
        return Futures.await(worker.createRouter(
                RouterOptions.builder().mediaCodecs(RouterCodecs.OPUS_VP8_H264).build()));
    }

    /** A new transport for a browser, on 127.0.0.1 over UDP. */
    public static WebRtcTransport newWebRtcTransport(Router router) {
        return Futures.await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).build()));
    }

    /** A new transport for plain RTP, on 127.0.0.1. */
    public static PlainTransport newPlainTransport(Router router) {
        return Futures.await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).build()));
    }

    /** A new transport for a browser with data channels, on 127.0.0.1 over UDP. */
    public static WebRtcTransport newSctpTransport(Router router) {
        return Futures.await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).enableSctp(true).build()));
    }

    /** A new transport whose endpoint is this program. */
    public static DirectTransport newDirectTransport(Router router) {
        return Futures.await(
                router.createDirectTransport(DirectTransportOptions.builder().build()));
    }
}

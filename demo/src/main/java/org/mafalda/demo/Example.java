package org.mafalda.demo;

import java.net.URI;
import java.util.List;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** The program that opens the README: all that a browser needs to connect. */
public final class Example {
    public static void main(String[] args) {
        try (Mediasoup mediasoup = args.length == 0
                ? LocalMediasoup.create() // workers on this machine
                : RemoteMediasoup.connect(URI.create(args[0])).join()) { // those of a media box
            Worker worker = mediasoup.createWorker(WorkerSettings.DEFAULT).join();
            worker.onDied(event -> System.err.println(event));

            var opus = RtpCodecCapability.audio("audio/opus", 48000, 2).build();
            var vp8 = RtpCodecCapability.video("video/VP8", 90000).build();
            var codecs = RouterOptions.builder().mediaCodecs(List.of(opus, vp8)).build();
            Router router = worker.createRouter(codecs).join();

            var listen = TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1");
            var options = WebRtcTransportOptions.listen(listen).build();
            WebRtcTransport transport = router.createWebRtcTransport(options).join();
            transport.onDtlsStateChange(event -> System.out.println("DTLS: " + event.dtlsState()));

            // What mediasoup-client in the browser needs for its Device and its Transport:
            System.out.println(router.rtpCapabilities());
            System.out.println(transport.iceParameters());
            System.out.println(transport.iceCandidates());
            System.out.println(transport.dtlsParameters());
        }
    }
}

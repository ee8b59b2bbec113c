package org.mafalda.acceptance.media;

import static org.mafalda.acceptance.Futures.DEADLINE;
import static org.mafalda.acceptance.Futures.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * A real browser as the endpoint of a router: mediasoup-client in a page of its own. All waits have a deadline.
 *
 * <p>Used from one thread. Lives until it is closed.
 */
public final class BrowserEndpoint implements AutoCloseable {
    private final BrowserPage page;
    private final BrowserData data;
    private final RtpCapabilities rtpCapabilities;
    private final Map<String, WebRtcTransport> transports = new HashMap<>();

    private BrowserEndpoint(Chromium chromium, Router router) {
        page = BrowserPage.open(chromium, this::answer);
        data = new BrowserData(page);
        rtpCapabilities = BrowserJson.read(
                page.call("load", router.rtpCapabilities(), DEADLINE.toMillis()), RtpCapabilities.class);
    }

    /** Opens a page for that router. */
    public static BrowserEndpoint open(Chromium chromium, Router router) {
        return new BrowserEndpoint(chromium, router);
    }

    /** What mediasoup-client must be told of a transport. */
    private record TransportParameters(
            String id,
            IceParameters iceParameters,
            List<IceCandidate> iceCandidates,
            DtlsParameters dtlsParameters,
            @Nullable SctpParameters sctpParameters) {}

    private record ConnectRequest(String transportId, DtlsParameters dtlsParameters) {}

    private record ProduceRequest(String transportId, MediaKind kind, RtpParameters rtpParameters) {}

    private record ProduceDataRequest(
            String transportId,
            SctpStreamParameters sctpStreamParameters,
            @Nullable String label,
            @Nullable String protocol) {}

    /** What mediasoup-client must be told of a consumer. */
    private record ConsumerParameters(String id, String producerId, MediaKind kind, RtpParameters rtpParameters) {}

    /**
     * A picture as the browser decoded it.
     *
     * @param width in pixels
     * @param height in pixels
     * @param timestamp in µs
     */
    public record Frame(int width, int height, long timestamp) {}

    /**
     * The pair of candidates in use, as the browser sees it.
     *
     * @param protocol the network protocol
     * @param port the transport's port
     * @param localPort the browser's port
     * @param usernameFragment what the transport told the browser
     */
    public record SelectedPair(TransportProtocol protocol, int port, int localPort, String usernameFragment) {}

    private @Nullable String answer(String request, String json) {
        switch (request) {
            case "connect" -> {
                ConnectRequest connect = BrowserJson.read(json, ConnectRequest.class);
                await(transport(connect.transportId()).connect(connect.dtlsParameters()));
                return null;
            }
            case "produce" -> {
                ProduceRequest produce = BrowserJson.read(json, ProduceRequest.class);
                return await(transport(produce.transportId())
                                .produce(ProducerOptions.builder(produce.kind(), produce.rtpParameters())
                                        .build()))
                        .id();
            }
            case "produceData" -> {
                ProduceDataRequest produce = BrowserJson.read(json, ProduceDataRequest.class);
                return await(transport(produce.transportId())
                                .produceData(DataProducerOptions.builder()
                                        .sctpStreamParameters(produce.sctpStreamParameters())
                                        .label(Objects.requireNonNullElse(produce.label(), ""))
                                        .protocol(Objects.requireNonNullElse(produce.protocol(), ""))
                                        .build()))
                        .id();
            }
            default -> throw new IllegalArgumentException("The page asks for " + request);
        }
    }

    /** Its data channels. */
    public BrowserData data() {
        return data;
    }

    private WebRtcTransport transport(String id) {
        return Objects.requireNonNull(transports.get(id), id);
    }

    /** Takes a transport to send over; it is connected when something is sent. */
    public WebRtcTransport sendOver(WebRtcTransport transport) {
        return open("send", transport);
    }

    /** Takes a transport to receive over; it is connected when something is received. */
    public WebRtcTransport receiveOver(WebRtcTransport transport) {
        return open("recv", transport);
    }

    private WebRtcTransport open(String direction, WebRtcTransport transport) {
        transports.put(transport.id(), transport);
        page.call(
                "openTransport",
                direction,
                new TransportParameters(
                        transport.id(),
                        transport.iceParameters(),
                        transport.iceCandidates(),
                        transport.dtlsParameters(),
                        transport.sctpParameters()));
        return transport;
    }

    /** Has the browser connect anew with these parameters, and waits until it has negotiated. */
    public void restartIce(WebRtcTransport transport, IceParameters iceParameters) {
        page.call("restartIce", transport.id(), iceParameters);
    }

    /** The pair of candidates that the browser uses; null while there is none. */
    public @Nullable SelectedPair selectedPair(WebRtcTransport transport) {
        return BrowserJson.read(page.call("selectedPair", transport.id()), SelectedPair.class);
    }

    /** Ends the browser's side of a transport. */
    public void closeTransport(WebRtcTransport transport) {
        page.call("closeTransport", transport.id());
    }

    /** Sends the fake camera. */
    public Producer sendVideo(WebRtcTransport transport, BrowserVideo video) {
        return producer(transport, page.call("sendVideo", transport.id(), video));
    }

    /** Sends a tone of that loudness: the amplitude, 0 to 1. */
    public Producer sendTone(WebRtcTransport transport, int frequency, double gain) {
        return producer(transport, page.call("sendTone", transport.id(), Map.of("frequency", frequency, "gain", gain)));
    }

    /** Has the browser stop the streams above that one, or send all again. */
    public void setMaxSpatialLayer(Producer simulcast, int spatialLayer) {
        page.call("setMaxSpatialLayer", simulcast.id(), spatialLayer);
    }

    private static Producer producer(WebRtcTransport transport, String idInJson) {
        String id = BrowserJson.read(idInJson, String.class);
        return Objects.requireNonNull(transport.producers().get(id), id);
    }

    /** Changes the loudness of a tone. */
    public void setGain(Producer tone, double gain) {
        page.call("setGain", tone.id(), gain);
    }

    /** Consumes a producer as applications do: paused until the browser is ready. */
    public Consumer receive(WebRtcTransport transport, Producer producer) {
        Consumer consumer = await(transport.consume(ConsumerOptions.builder(producer.id(), rtpCapabilities)
                .paused(true)
                .build()));
        page.call(
                "receive",
                transport.id(),
                new ConsumerParameters(consumer.id(), producer.id(), consumer.kind(), consumer.rtpParameters()));
        await(consumer.resume());
        return consumer;
    }

    /** The pictures that the browser decodes next. */
    public List<Frame> nextFrames(Consumer consumer, int count) {
        return BrowserJson.readList(page.call("nextFrames", consumer.id(), count), Frame.class);
    }

    /** Waits until that many pictures of that width have been decoded in a row. */
    public void awaitWidth(Consumer consumer, int width, int count) {
        page.call("framesOfWidth", consumer.id(), width, count);
    }

    /**
     * Waits until it has been so loud for a tenth of a second.
     *
     * @param least root mean square of the samples, 0 to 1
     * @param most likewise
     */
    public void awaitLoudness(Consumer consumer, double least, double most) {
        page.call("samplesOfLoudness", consumer.id(), least, most, 10);
    }

    /** How many packets of a consumer have arrived, as the browser counts. */
    public long packetsReceived(Consumer consumer) {
        return BrowserJson.read(page.call("packetsReceived", consumer.id()), Long.class);
    }

    /** Closes the page. */
    @Override
    public void close() {
        page.close();
    }
}

package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewRtpObserverEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.rope.Announces;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * Forwards media between its transports; typically one conference room, or a part of one.
 *
 * <p>Thread-safe. Lives until it or its worker is closed.
 */
@Remote
public interface Router extends AutoCloseable {
    /** Unique id. */
    String id();

    /** Whether it is closed. */
    boolean closed();

    /** What it can receive; what an endpoint needs to know to produce. */
    RtpCapabilities rtpCapabilities();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** The live transports by id. */
    Map<String, Transport> transports();

    /** The live producers of all transports by id. */
    Map<String, Producer> producers();

    /** The live consumers of all transports by id. */
    Map<String, Consumer> consumers();

    /** The live data producers of all transports by id. */
    Map<String, DataProducer> dataProducers();

    /** The live data consumers of all transports by id. */
    Map<String, DataConsumer> dataConsumers();

    /** The live RTP observers by id. */
    Map<String, RtpObserver> rtpObservers();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the router. */
    CompletableFuture<RouterDump> dump();

    /** Creates a transport for a WebRTC endpoint: a browser, for instance. */
    CompletableFuture<WebRtcTransport> createWebRtcTransport(WebRtcTransportOptions options);

    /** Creates a transport for plain RTP: ffmpeg, GStreamer and the like. */
    CompletableFuture<PlainTransport> createPlainTransport(PlainTransportOptions options);

    /** Creates one end of a connection to another router. */
    CompletableFuture<PipeTransport> createPipeTransport(PipeTransportOptions options);

    /** Creates a transport whose packets and messages this program sends and receives. */
    CompletableFuture<DirectTransport> createDirectTransport(DirectTransportOptions options);

    /**
     * Makes a producer or data producer of this router available in another one, through a pair of PipeTransports that
     * is made when first needed and shared by both directions. The far producer is paused, resumed and closed with its
     * origin; closing either end closes the other. With {@link PipeToRouterOptions#keepId} there is one pipe at a time:
     * calls while it is being made, or lives, get the same objects; without, each call makes a pipe of its own.
     *
     * <p>Fails with {@link NotFoundException} if there is no such producer or it closes meanwhile, with
     * {@link InvalidArgumentException} if the target is this router or its worker has the id already, and with
     * {@link InvalidStateException} if the target or the pipe closes meanwhile, or if the producer is piped there
     * already over transports with other options. A call that fails leaves nothing behind.
     */
    CompletableFuture<PipeToRouterResult> pipeToRouter(PipeToRouterOptions options);

    /** Creates an observer that tells who speaks. */
    CompletableFuture<ActiveSpeakerObserver> createActiveSpeakerObserver(ActiveSpeakerObserverOptions options);

    /** Creates an observer that tells how loud the producers are. */
    CompletableFuture<AudioLevelObserver> createAudioLevelObserver(AudioLevelObserverOptions options);

    /** Replaces the codecs; existing producers and consumers keep what they have. */
    CompletableFuture<Void> updateMediaCodecs(List<RtpCodecCapability> mediaCodecs);

    /** Closes it and all below. */
    @Override
    void close();

    /**
     * Whether an endpoint with these capabilities can consume the producer; false if there is no such producer.
     *
     * @throws InvalidArgumentException if the capabilities break a rule
     */
    default boolean canConsume(String producerId, RtpCapabilities rtpCapabilities) {
        Objects.requireNonNull(producerId, "producerId");
        Objects.requireNonNull(rtpCapabilities, "rtpCapabilities");
        Producer producer = producers().get(producerId);
        return producer != null && Ortc.canConsume(producer.consumableRtpParameters(), rtpCapabilities);
    }

    /** After a transport is in {@link #transports()}. */
    @Announces("transports")
    Subscription onNewTransport(Listener<NewTransportEvent> listener);

    /** After an observer is in {@link #rtpObservers()}. */
    @Announces("rtpObservers")
    Subscription onNewRtpObserver(Listener<NewRtpObserverEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

package org.mafalda.mediasoup.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.RtpObserverType;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.event.AddProducerEvent;
import org.mafalda.mediasoup.event.NewRtpObserverEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.RemoveProducerEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.WebRtcTransportHandledEvent;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.rope.Details;

/** A simulated router, with the codecs of a real one. */
final class SimulatedRouter extends SimulatedObject {
    private final SimulatedWorker worker;

    SimulatedRouter(SimulatedWorker worker, RouterOptions options) {
        super(Router.class, worker.process, worker.process.world().nextId(), options.appData());
        this.worker = worker;
        has("rtpCapabilities", Ortc.generateRouterRtpCapabilities(options.mediaCodecs()));
    }

    SimulatedWorker worker() {
        return worker;
    }

    @Override
    void forEachChild(Consumer<SimulatedObject> taker) {
        members("transports").values().forEach(transport -> taker.accept(of(transport)));
        members("rtpObservers").values().forEach(observer -> taker.accept(of(observer)));
    }

    @Override
    CloseReason reasonBelow() {
        return new CloseReason.RouterClosed();
    }

    @Override
    @Nullable CompletableFuture<?> compound(String method, Object[] arguments) {
        return method.equals("pipeToRouter")
                ? process.world().piping().pipe(self(Router.class), (PipeToRouterOptions) arguments[0])
                : null;
    }

    @Override
    @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
        Object options = arguments.length == 0 ? "" : arguments[0];
        return switch (method) {
            case "createWebRtcTransport" -> () -> createWebRtcTransport((WebRtcTransportOptions) options);
            case "createPlainTransport" ->
                () -> adopted(SimulatedTransport.plain(this, (PlainTransportOptions) options));
            case "createPipeTransport" -> () -> adopted(SimulatedTransport.pipe(this, (PipeTransportOptions) options));
            case "createDirectTransport" ->
                () -> adopted(SimulatedTransport.direct(this, (DirectTransportOptions) options));
            case "createActiveSpeakerObserver" ->
                () -> adopted(new Observer(
                        this,
                        ActiveSpeakerObserver.class,
                        RtpObserverType.ACTIVE_SPEAKER,
                        ((ActiveSpeakerObserverOptions) options).appData()));
            case "createAudioLevelObserver" ->
                () -> adopted(new Observer(
                        this,
                        AudioLevelObserver.class,
                        RtpObserverType.AUDIO_LEVEL,
                        ((AudioLevelObserverOptions) options).appData()));
            case "updateMediaCodecs" -> () -> updateMediaCodecs((List<?>) options);
            default -> null;
        };
    }

    private Object createWebRtcTransport(WebRtcTransportOptions options) {
        Transport transport = adopted(SimulatedTransport.webRtc(this, options));
        WebRtcServer server = options.webRtcServer();
        if (server != null) {
            SimulatedObject its = of(server);
            of(transport).enter(its, "webRtcTransports");
            its.fire("onWebRtcTransportHandled", new WebRtcTransportHandledEvent((WebRtcTransport) transport));
        }
        return transport;
    }

    private Transport adopted(SimulatedTransport transport) {
        Transport made = transport.self(Transport.class);
        adopt(transport, "transports", null, "onNewTransport", new NewTransportEvent(made));
        return made;
    }

    private RtpObserver adopted(Observer observer) {
        RtpObserver made = observer.self(RtpObserver.class);
        adopt(observer, "rtpObservers", null, "onNewRtpObserver", new NewRtpObserverEvent(made));
        return made;
    }

    private @Nullable Object updateMediaCodecs(List<?> codecs) {
        set(
                "rtpCapabilities",
                Ortc.generateRouterRtpCapabilities(
                        codecs.stream().map(RtpCodecCapability.class::cast).toList()));
        return null;
    }

    /** An observer that is told of producers, and hears nothing. */
    private static final class Observer extends SimulatedObject {
        private final SimulatedRouter router;
        private final Set<String> observed = new HashSet<>();

        private Observer(
                SimulatedRouter router,
                Class<? extends RtpObserver> type,
                RtpObserverType kind,
                Map<String, @Nullable Object> appData) {
            super(type, router.process, router.process.world().nextId(), appData);
            this.router = router;
            has("type", kind);
            has("paused", false);
        }

        @Override
        @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
            return switch (method) {
                case "addProducer" -> () -> add((String) arguments[0]);
                case "removeProducer" -> () -> remove((String) arguments[0]);
                case "pause" -> () -> pause(true);
                case "resume" -> () -> pause(false);
                default -> null;
            };
        }

        private Producer producer(String id) {
            Object producer = router.members("producers").get(id);
            if (producer == null) {
                throw new NotFoundException("Producer not found", Details.of("producerId", id));
            }
            return (Producer) producer;
        }

        private @Nullable Object add(String id) {
            Producer producer = producer(id);
            observed.add(id);
            fire("onAddProducer", new AddProducerEvent(producer));
            return null;
        }

        private @Nullable Object remove(String id) {
            Producer producer = producer(id);
            if (observed.remove(id)) {
                fire("onRemoveProducer", new RemoveProducerEvent(producer));
            }
            return null;
        }

        private @Nullable Object pause(boolean now) {
            if (is("paused") != now) {
                set("paused", now, now ? "onPause" : "onResume", now ? new PauseEvent() : new ResumeEvent());
            }
            return null;
        }
    }
}

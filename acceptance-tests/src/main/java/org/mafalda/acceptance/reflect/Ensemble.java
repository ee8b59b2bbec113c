package org.mafalda.acceptance.reflect;

import static org.mafalda.acceptance.Futures.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * One live object of each interface, around one worker: a consumer with layers, data on an SCTP association and on a
 * DirectTransport, and a second router on the same worker, to pipe to.
 *
 * <p>Not thread-safe. Closed with its worker.
 */
public final class Ensemble {
    private final Map<Class<?>, Object> objects = new LinkedHashMap<>();
    private final Arguments arguments;

    private Ensemble(Mediasoup mediasoup, Worker worker) {
        Router router = Fixtures.newRouter(worker);
        WebRtcTransport webRtc = Fixtures.newSctpTransport(router);
        PlainTransport plain = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).enableSctp(true).build()));
        DirectTransport direct = Fixtures.newDirectTransport(router);
        Producer audio = await(webRtc.produce(Sources.opus()));
        Producer video = await(webRtc.produce(Sources.h264Simulcast("L1T5")));
        DataProducer data = await(webRtc.produceData(DataProducerOptions.builder()
                .sctpStreamParameters(new SctpStreamParameters(1, true, null, null))
                .build()));

        add(
                Consumer.class,
                await(plain.consume(
                        ConsumerOptions.builder(video.id(), Devices.OPUS_H264).build())));
        add(
                DataConsumer.class,
                await(webRtc.consumeData(DataConsumerOptions.builder(data.id()).build())));
        add(Producer.class, video);
        add(DataProducer.class, data);
        add(
                ActiveSpeakerObserver.class,
                await(router.createActiveSpeakerObserver(
                        ActiveSpeakerObserverOptions.builder().build())));
        add(
                AudioLevelObserver.class,
                await(router.createAudioLevelObserver(
                        AudioLevelObserverOptions.builder().build())));
        add(WebRtcTransport.class, webRtc);
        add(PlainTransport.class, plain);
        add(
                PipeTransport.class,
                await(router.createPipeTransport(PipeTransportOptions.builder(Listen.udp())
                        .enableSctp(true)
                        .build())));
        add(DirectTransport.class, direct);
        add(Router.class, router);
        add(
                WebRtcServer.class,
                await(worker.createWebRtcServer(
                        WebRtcServerOptions.builder(List.of(Listen.udp())).build())));
        add(Worker.class, worker);
        add(Mediasoup.class, mediasoup);
        arguments = new Arguments(audio.id(), data.id(), Fixtures.newRouter(worker));
        checkWhole();
    }

    /** A new one on that worker. */
    public static Ensemble open(Mediasoup mediasoup, Worker worker) {
        return new Ensemble(mediasoup, worker);
    }

    private void add(Class<?> type, Object object) {
        objects.put(type, object);
    }

    private void checkWhole() {
        List<Class<?>> missing = new ArrayList<>(Interfaces.ofObjects());
        missing.removeAll(objects.keySet());
        if (!missing.isEmpty()) {
            throw new AssertionError("The ensemble has no object of " + missing);
        }
    }

    /** The object of each interface; what is closed with another comes before it. */
    public Map<Class<?>, Object> objects() {
        return Collections.unmodifiableMap(objects);
    }

    /** The object of that interface. */
    public <T> T of(Class<T> type) {
        return type.cast(Objects.requireNonNull(objects.get(type), type.getName()));
    }

    /** Values that fit the parameters of an operation on the object of its interface. */
    public List<Object> argumentsOf(Operation operation) {
        return arguments.of(operation);
    }

    /** An operation, with the object that it is called on. */
    public record Step(Operation operation, Object target) {
        @Override
        public String toString() {
            return operation + " on " + target;
        }
    }

    /** All operations of that kind of all objects here; of closing objects, in the order of {@link #objects}. */
    public List<Step> steps(Kind kind) {
        return objects.entrySet().stream()
                .flatMap(entry -> Interfaces.operations(entry.getKey()).stream()
                        .filter(operation -> operation.kind() == kind)
                        .map(operation -> new Step(operation, entry.getValue())))
                .toList();
    }
}

package org.mafalda.mediasoup.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.rope.Details;

/** A router with pipe transports, producers and pipe consumers, on a worker that a test drives. */
final class ScriptedRouter extends Scripted<Router> {
    final Map<String, Producer> producers = new LinkedHashMap<>();
    final Map<String, Transport> transports = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private int names;

    ScriptedRouter(ScriptedWorker worker, String id) {
        super(Router.class, worker, id);
        on("producers", arguments -> producers);
        onCall("createPipeTransport", arguments -> {
            checkOpen();
            return new Transport((PipeTransportOptions) arguments[0]).object;
        });
    }

    /** A producer as an endpoint's would be. */
    Source produce(String producerId) {
        return new Source(
                null,
                producerId,
                ProducerOptions.builder(
                                MediaKind.AUDIO,
                                RtpParameters.builder(List.of()).build())
                        .appData(Map.of("of", producerId))
                        .build());
    }

    @Override
    void leave() {
        List.copyOf(transports.values()).forEach(Transport::close);
        List.copyOf(sources.values()).forEach(Source::close);
    }

    final class Transport extends Scripted<PipeTransport> {
        final PipeTransportOptions options;
        final int port = worker.nextPort();
        final Map<String, Link> consumers = new LinkedHashMap<>();
        final Map<String, Source> producers = new LinkedHashMap<>();

        int remotePort;

        Transport(PipeTransportOptions options) {
            super(PipeTransport.class, ScriptedRouter.this.worker, ScriptedRouter.this.id + "-transport-" + names++);
            this.options = options;
            transports.put(id, this);
            on(
                    "tuple",
                    none -> new TransportTuple(
                            options.listenInfo().ip(),
                            port,
                            null,
                            null,
                            options.listenInfo().protocol()));
            on("srtpParameters", none -> null);
            onCall("connect", arguments -> {
                checkOpen();
                remotePort = ((PipeTransportConnectOptions) arguments[0]).port();
                return null;
            });
            onCall("consume", arguments -> {
                checkOpen();
                String producerId = ((ConsumerOptions) arguments[0]).producerId();
                Source source = sources.get(producerId);
                if (source == null) {
                    throw new NotFoundException("Producer not found", Details.of("producerId", producerId));
                }
                return new Link(this, source).object;
            });
            onCall("produce", arguments -> {
                checkOpen();
                ProducerOptions given = (ProducerOptions) arguments[0];
                String producerId = given.id() == null ? "fresh-" + names++ : given.id();
                if (sources.containsKey(producerId)) {
                    throw InvalidArgumentException.of("id", producerId, "must not be that of another producer");
                }
                return new Source(this, producerId, given).object;
            });
        }

        @Override
        void leave() {
            transports.remove(id);
            List.copyOf(producers.values()).forEach(Source::close);
            List.copyOf(consumers.values()).forEach(Link::close);
        }
    }

    final class Source extends Scripted<Producer> {
        final ProducerOptions options;
        private final @Nullable Transport transport;
        private final List<Link> links = new ArrayList<>();
        private boolean paused;

        Source(@Nullable Transport transport, String id, ProducerOptions options) {
            super(Producer.class, ScriptedRouter.this.worker, id);
            this.options = options;
            this.transport = transport;
            this.paused = options.paused();
            sources.put(id, this);
            ScriptedRouter.this.producers.put(id, object);
            if (transport != null) {
                transport.producers.put(id, this);
            }
            on("kind", none -> options.kind());
            on("appData", none -> options.appData());
            on("paused", none -> paused);
            onCall("pause", none -> setPaused(true));
            onCall("resume", none -> setPaused(false));
        }

        private @Nullable Void setPaused(boolean now) {
            checkOpen();
            if (paused != now) {
                paused = now;
                fire(now ? "onPause" : "onResume", now ? new PauseEvent() : new ResumeEvent());
                links.forEach(link -> worker.later(() -> link.setPaused(now)));
            }
            return null;
        }

        /** As a call of the application. */
        void pause() {
            var unused = object.pause();
        }

        /** As a call of the application. */
        void resume() {
            var unused = object.resume();
        }

        boolean paused() {
            return paused;
        }

        @Override
        void leave() {
            sources.remove(id, this);
            ScriptedRouter.this.producers.remove(id, object);
            if (transport != null) {
                transport.producers.remove(id);
            }
            links.forEach(link -> worker.later(link::close));
        }
    }

    final class Link extends Scripted<Consumer> {
        private final Transport transport;
        private boolean producerPaused;

        Link(Transport transport, Source source) {
            super(Consumer.class, ScriptedRouter.this.worker, ScriptedRouter.this.id + "-consumer-" + names++);
            this.transport = transport;
            this.producerPaused = source.paused;
            source.links.add(this);
            transport.consumers.put(id, this);
            on("kind", none -> source.options.kind());
            on("rtpParameters", none -> source.options.rtpParameters());
            on("paused", none -> false);
            on("producerPaused", none -> producerPaused);
        }

        private void setPaused(boolean now) {
            if (!closed() && producerPaused != now) {
                producerPaused = now;
                fire(now ? "onPause" : "onResume", now ? new PauseEvent() : new ResumeEvent());
            }
        }

        @Override
        void leave() {
            transport.consumers.remove(id);
        }
    }
}

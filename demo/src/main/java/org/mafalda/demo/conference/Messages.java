package org.mafalda.demo.conference;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import tools.jackson.databind.JsonNode;

/**
 * What goes over the WebSocket of a tab. A request is {@code {"id":1,"method":"join","data":{…}}} and is answered by
 * {@code {"id":1,"data":{…}}} or {@code {"id":1,"error":{…}}}; a notice is {@code {"notice":"peerJoined","data":{…}}}.
 */
final class Messages {
    private Messages() {}

    private static void given(String field, @Nullable Object value) {
        if (value == null) {
            throw InvalidArgumentException.of(field, null, "must be given");
        }
    }

    record Request(long id, String method, @Nullable JsonNode data) {
        Request {
            given("method", method);
        }
    }

    record Answer(long id, @Nullable Object data, @Nullable Failure error) {}

    record Failure(String name, String message) {}

    record Notice(String notice, Object data) {}

    record Nothing() {}

    record Join(String room, String name) {
        Join {
            given("room", room);
            given("name", name);
        }
    }

    record Joined(String peerId, String room, RtpCapabilities routerRtpCapabilities, List<PeerView> peers) {}

    record CreateTransport(Direction direction, @Nullable RtpCapabilities rtpCapabilities) {
        CreateTransport {
            given("direction", direction);
        }
    }

    record TransportCreated(
            String id, IceParameters iceParameters, List<IceCandidate> iceCandidates, DtlsParameters dtlsParameters) {}

    record ConnectTransport(String transportId, DtlsParameters dtlsParameters) {
        ConnectTransport {
            given("transportId", transportId);
            given("dtlsParameters", dtlsParameters);
        }
    }

    /** Nothing takes its place if none could be made; the consumers are those that have been moved there. */
    record TransportLost(String transportId, @Nullable TransportCreated replacement, List<Consumed> consumers) {}

    record RestartIce(String transportId) {
        RestartIce {
            given("transportId", transportId);
        }
    }

    record IceRestarted(IceParameters iceParameters) {}

    record Produce(String transportId, MediaKind kind, RtpParameters rtpParameters, Source source) {
        Produce {
            given("transportId", transportId);
            given("kind", kind);
            given("rtpParameters", rtpParameters);
            given("source", source);
        }
    }

    record Produced(String id) {}

    record Consume(String producerId) {
        Consume {
            given("producerId", producerId);
        }
    }

    record Consumed(
            String id, String producerId, MediaKind kind, RtpParameters rtpParameters, boolean producerPaused) {}

    record ProducerRef(String producerId) {
        ProducerRef {
            given("producerId", producerId);
        }
    }

    record ConsumerRef(String consumerId) {
        ConsumerRef {
            given("consumerId", consumerId);
        }
    }

    record PeerView(String id, String name, List<ProducerView> producers) {}

    record ProducerView(String id, MediaKind kind, Source source, boolean paused) {}

    record PeerRef(String peerId) {}

    record NewProducer(String peerId, ProducerView producer) {}

    record ProducerNotice(String peerId, String producerId) {}

    record Ended(String reason) {}

    /** Which way media flows, seen from the browser. */
    enum Direction {
        SEND,
        RECV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a producer shows or lets hear. */
    enum Source {
        CAMERA,
        MICROPHONE,
        SCREEN,
        SCREEN_AUDIO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

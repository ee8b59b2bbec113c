package org.mafalda.acceptance.media;

import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** The data channels of a {@link BrowserEndpoint}. Used from one thread; lives as long as that. */
public final class BrowserData {
    private final BrowserPage page;

    BrowserData(BrowserPage page) {
        this.page = page;
    }

    /**
     * How a browser opens a data channel (RTCDataChannelInit of the WebRTC standard).
     *
     * @param ordered whether messages arrive in order
     * @param maxRetransmits how often a message is sent again
     * @param maxPacketLifeTime how long a message is sent again, in ms
     */
    public record Channel(
            boolean ordered,
            @Nullable Integer maxRetransmits,
            @Nullable Integer maxPacketLifeTime,
            String label,
            String protocol) {
        /** Ordered and reliable. */
        public static Channel reliable(String label, String protocol) {
            return new Channel(true, null, null, label, protocol);
        }
    }

    /** What mediasoup-client must be told of a data consumer. */
    private record Parameters(
            String id,
            String dataProducerId,
            @Nullable SctpStreamParameters sctpStreamParameters,
            String label,
            String protocol) {}

    /**
     * A message as JavaScript sees it.
     *
     * @param text the message, if it is a string
     * @param bytes the message, if it is not
     */
    public record Message(@Nullable String text, @Nullable List<Integer> bytes) {
        /** A string. */
        public static Message string(String text) {
            return new Message(text, null);
        }

        /** Bytes, 0 to 255 each. */
        public static Message binary(Integer... bytes) {
            return new Message(null, List.of(bytes));
        }
    }

    /** Opens a data channel to the router. */
    public DataProducer open(WebRtcTransport transport, Channel channel) {
        String id = BrowserJson.read(page.call("sendData", transport.id(), channel), String.class);
        return Objects.requireNonNull(transport.dataProducers().get(id), id);
    }

    /** Consumes a data producer, and waits until the channel is open. */
    public DataConsumer receive(WebRtcTransport transport, DataConsumerOptions options) {
        DataConsumer consumer = await(transport.consumeData(options));
        page.call(
                "receiveData",
                transport.id(),
                new Parameters(
                        consumer.id(),
                        consumer.dataProducerId(),
                        consumer.sctpStreamParameters(),
                        consumer.label(),
                        consumer.protocol()));
        return consumer;
    }

    /** Sends messages. */
    public void send(DataProducer producer, List<Message> messages) {
        page.call("send", producer.id(), messages);
    }

    /** The messages that arrive next. */
    public List<Message> next(DataConsumer consumer, int count) {
        return BrowserJson.readList(page.call("nextMessages", consumer.id(), count), Message.class);
    }
}

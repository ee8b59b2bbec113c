package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.BrowserData;
import org.mafalda.acceptance.media.BrowserData.Channel;
import org.mafalda.acceptance.media.BrowserData.Message;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.ChromiumExtension;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.event.BufferedAmountLowEvent;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.stats.DataConsumerStat;
import org.mafalda.mediasoup.stats.DataProducerStat;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** Data channels (RFC 8831) of a browser: from it and to it, and between it and the application. */
@ExtendWith(ChromiumExtension.class)
public abstract class DataChannelContract extends AcceptanceTest {
    private static final Channel CHAT = Channel.reliable("chat", "plain");
    /** All sorts of messages: short, empty, long, beyond ASCII, strings and bytes. */
    private static final List<Message> MESSAGES = List.of(
            Message.string("hello"),
            Message.string(""),
            Message.binary(0, 1, 127, 128, 255),
            Message.binary(),
            Message.string("x".repeat(200_000)),
            Message.string("grüße, 世界 \uD83C\uDF88"));

    private Router router;
    private BrowserData browser;
    private WebRtcTransport sending;
    private WebRtcTransport receiving;
    private DirectTransport application;

    /** For the compositions. */
    protected DataChannelContract() {}

    @BeforeEach
    void openBrowser(Chromium chromium) {
        router = newRouter(newWorker());
        BrowserEndpoint endpoint = closeAfterTest(BrowserEndpoint.open(chromium, router));
        browser = endpoint.data();
        sending = endpoint.sendOver(newTransport());
        receiving = endpoint.receiveOver(newTransport());
        application = await(
                router.createDirectTransport(DirectTransportOptions.builder().build()));
    }

    private WebRtcTransport newTransport() {
        return await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).enableSctp(true).build()));
    }

    private DataProducer newDataProducer() {
        return await(application.produceData(
                DataProducerOptions.builder().label("news").build()));
    }

    private static DataConsumerOptions of(DataProducer producer) {
        return DataConsumerOptions.builder(producer.id()).build();
    }

    private static DataMessage dataMessage(Message message) {
        List<Integer> bytes = message.bytes();
        if (bytes == null) {
            return DataMessage.text(Objects.requireNonNull(message.text()));
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes.size());
        bytes.forEach(each -> buffer.put(each.byteValue()));
        return DataMessage.binary(buffer.flip());
    }

    private static List<Message> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Message.string("message " + i))
                .toList();
    }

    @Test
    void messagesOfABrowserReachItsOtherConnection() {
        DataProducer producer = browser.open(sending, CHAT);
        DataConsumer consumer = browser.receive(receiving, of(producer));
        assertThat(producer.label()).isEqualTo("chat");
        assertThat(producer.protocol()).isEqualTo("plain");
        assertThat(consumer.label()).isEqualTo("chat");
        assertThat(consumer.protocol()).isEqualTo("plain");
        for (WebRtcTransport transport : List.of(sending, receiving)) {
            probe(transport::onSctpStateChange).until(() -> transport.sctpState() == SctpState.CONNECTED);
            assertThat(transport.sctpNegotiatedCapabilities()).isNotNull();
        }

        browser.send(producer, MESSAGES);

        assertThat(browser.next(consumer, MESSAGES.size())).isEqualTo(MESSAGES);
        DataProducerStat received = await(producer.getStats()).get(0);
        DataConsumerStat sent = await(consumer.getStats()).get(0);
        assertThat(received.messagesReceived()).isEqualTo(MESSAGES.size());
        assertThat(sent.messagesSent()).isEqualTo(MESSAGES.size());
        assertThat(sent.bytesSent()).isEqualTo(received.bytesReceived()).isGreaterThan(200_000);
    }

    @Test
    void messagesOfABrowserReachTheApplication() {
        DataProducer producer = browser.open(sending, CHAT);
        DataConsumer consumer = await(application.consumeData(of(producer)));
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        // Messages come only while somebody listens: whoever is remote must have said so.
        await(consumer.dump());

        browser.send(producer, MESSAGES);

        for (Message message : MESSAGES) {
            DataMessage arrived = messages.next().message();
            assertThat(arrived.ppid()).isEqualTo(dataMessage(message).ppid());
            assertThat(arrived.text()).isEqualTo(dataMessage(message).text());
        }
    }

    @Test
    void messagesOfTheApplicationReachABrowser() {
        DataProducer producer = newDataProducer();
        DataConsumer consumer = browser.receive(receiving, of(producer));

        MESSAGES.forEach(message -> producer.send(dataMessage(message)));

        assertThat(browser.next(consumer, MESSAGES.size())).isEqualTo(MESSAGES);
    }

    @Test
    void unorderedChannelsKeepTheirLimits() {
        DataProducer producer = browser.open(sending, new Channel(false, 3, null, "", ""));
        DataConsumer consumer = browser.receive(receiving, of(producer));
        DataConsumer ordered = browser.receive(
                receiving,
                DataConsumerOptions.builder(producer.id()).ordered(true).build());
        assertThat(producer.sctpStreamParameters()).isEqualTo(new SctpStreamParameters(0, false, null, 3));
        assertThat(consumer.sctpStreamParameters()).isNotNull().satisfies(stream -> {
            assertThat(stream.ordered()).isFalse();
            assertThat(stream.maxRetransmits()).isEqualTo(3);
        });
        assertThat(ordered.sctpStreamParameters())
                .isNotNull()
                .satisfies(stream -> assertThat(stream.ordered()).isTrue());

        List<Message> messages = numbered(50);
        browser.send(producer, messages);

        assertThat(browser.next(consumer, messages.size())).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(browser.next(ordered, messages.size())).containsExactlyInAnyOrderElementsOf(messages);
    }

    /** Nothing is on its way when the subchannels are changed: calls may overtake messages. */
    @Test
    void subchannelsDecideWhoGetsAMessage() {
        DataProducer producer = newDataProducer();
        DataConsumer first = browser.receive(
                receiving,
                DataConsumerOptions.builder(producer.id())
                        .subchannels(List.of(1, 2))
                        .build());
        DataConsumer second = browser.receive(
                receiving,
                DataConsumerOptions.builder(producer.id())
                        .subchannels(List.of(2, 3))
                        .build());

        producer.send(DataMessage.text("of 1").toSubchannels(List.of(1)));
        producer.send(DataMessage.text("of 2").toSubchannels(List.of(2)));
        producer.send(DataMessage.text("of 2 with 3").toSubchannels(List.of(2)).requiring(3));
        producer.send(
                DataMessage.text("of 2 without 3").toSubchannels(List.of(2)).ignoring(3));
        assertThat(texts(first, 3)).containsExactly("of 1", "of 2", "of 2 without 3");
        assertThat(texts(second, 2)).containsExactly("of 2", "of 2 with 3");
        await(first.addSubchannel(4));
        await(second.setSubchannels(List.of(5)));
        producer.send(DataMessage.text("of 4 and 5").toSubchannels(List.of(4, 5)));
        assertThat(texts(first, 1)).containsExactly("of 4 and 5");
        assertThat(texts(second, 1)).containsExactly("of 4 and 5");
        await(first.removeSubchannel(4));
        producer.send(DataMessage.text("of 4 and 5 again").toSubchannels(List.of(4, 5)));
        producer.send(DataMessage.text("of all"));

        assertThat(texts(first, 1)).containsExactly("of all");
        assertThat(texts(second, 2)).containsExactly("of 4 and 5 again", "of all");
    }

    private Stream<String> texts(DataConsumer consumer, int count) {
        return browser.next(consumer, count).stream().map(message -> String.valueOf(message.text()));
    }

    /**
     * Nothing is on its way when something is paused, and the consumer knows before more is sent: calls may overtake
     * messages.
     */
    @Test
    void whatIsPausedIsNotDelivered() {
        DataProducer producer = newDataProducer();
        DataConsumer consumer = browser.receive(receiving, of(producer));
        EventProbe<?> producerPause = probe(consumer::onDataProducerPause);
        EventProbe<?> producerResume = probe(consumer::onDataProducerResume);
        DataConsumer witness = browser.receive(receiving, of(producer));

        await(consumer.pause());
        producer.send(DataMessage.text("to a paused consumer"));
        assertThat(texts(witness, 1)).containsExactly("to a paused consumer");
        await(consumer.resume());
        producer.send(DataMessage.text("first"));
        assertThat(texts(consumer, 1)).containsExactly("first");
        await(producer.pause());
        producerPause.next();
        producer.send(DataMessage.text("of a paused producer"));
        await(producer.resume());
        producerResume.next();
        producer.send(DataMessage.text("second"));

        assertThat(texts(consumer, 1)).containsExactly("second");
    }

    @Test
    void bufferedAmountTellsWhatWaits() {
        DataConsumer consumer = browser.receive(receiving, of(newDataProducer()));
        EventProbe<BufferedAmountLowEvent> low = probe(consumer::onBufferedAmountLow);
        await(consumer.setBufferedAmountLowThreshold(10_000));
        Message message = Message.string("x".repeat(50_000));

        List<CompletableFuture<Long>> sent = IntStream.range(0, 20)
                .mapToObj(i -> consumer.send(dataMessage(message)))
                .toList();

        assertThat(sent).anyMatch(amount -> await(amount) > 10_000);
        assertThat(low.next().bufferedAmount()).isLessThanOrEqualTo(10_000);
        assertThat(browser.next(consumer, sent.size())).allMatch(message::equals);
        assertThat(await(consumer.getBufferedAmount())).isZero();
    }
}

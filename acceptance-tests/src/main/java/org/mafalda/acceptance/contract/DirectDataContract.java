package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.stats.DataConsumerStat;
import org.mafalda.mediasoup.stats.DataProducerStat;

/** The messages of upstream's test-DirectTransport, byte for byte. */
public abstract class DirectDataContract extends AcceptanceTest {
    private Router router;
    private DirectTransport transport;
    private DataProducer producer;
    private DataConsumer consumer;

    /** For the compositions. */
    protected DirectDataContract() {}

    @BeforeEach
    void createEnds() {
        router = newRouter(newWorker());
        transport = newDirectTransport(router);
        producer = await(transport.produceData(DataProducerOptions.builder().build()));
        consumer = consume(List.of());
    }

    private DataConsumer consume(List<Integer> subchannels) {
        return await(transport.consumeData(DataConsumerOptions.builder(producer.id())
                .subchannels(subchannels)
                .build()));
    }

    private static DataMessage binary(byte[] bytes) {
        return DataMessage.binary(ByteBuffer.wrap(bytes));
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private static byte[] bytes(MessageEvent event) {
        byte[] bytes = new byte[event.message().size()];
        event.message().payload().get(bytes);
        return bytes;
    }

    /** Ten are sent while the producer is paused, twenty while the consumer is. */
    @Test
    @Upstream("test-DirectTransport: dataProducer.send() succeeds")
    void messagesArriveUnlessOneEndIsPaused() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        List<DataMessage> expected = new ArrayList<>();
        long sentBytes = 0;

        for (int id = 1; id <= 200; id++) {
            switch (id) {
                case 10 -> await(producer.pause());
                case 20 -> await(producer.resume());
                case 40 -> await(consumer.pause());
                case 60 -> await(consumer.resume());
                default -> {}
            }
            DataMessage message = id < 100
                    ? DataMessage.text(Integer.toString(id))
                    : binary(Integer.toString(id).getBytes(StandardCharsets.UTF_8));
            producer.send(message);
            sentBytes += message.size();
            if (!producer.paused() && !consumer.paused()) {
                expected.add(message);
            }
        }

        assertThat(expected).hasSize(170);
        for (DataMessage message : expected) {
            assertThat(messages.next().message()).isEqualTo(message);
        }
        messages.expectNoneAfter(transport::dump);
        DataProducerStat received = await(producer.getStats()).get(0);
        assertThat(received.messagesReceived()).isEqualTo(200);
        assertThat(received.bytesReceived()).isEqualTo(sentBytes);
        DataConsumerStat sent = await(consumer.getStats()).get(0);
        assertThat(sent.messagesSent()).isEqualTo(170);
        assertThat(sent.bytesSent())
                .isEqualTo(expected.stream().mapToInt(DataMessage::size).sum());
    }

    @Test
    @Upstream("test-DirectTransport: dataProducer.send() with subchannels succeeds")
    void subchannelsChooseTheReceivers() {
        DataConsumer first = consume(List.of(1, 11, 666));
        DataConsumer second = consume(List.of(2, 22, 666));
        EventProbe<MessageEvent> messages1 = probe(first::onMessage);
        EventProbe<MessageEvent> messages2 = probe(second::onMessage);
        DataMessage both = DataMessage.text("both");
        DataMessage none = DataMessage.text("none");

        producer.send(both);
        producer.send(both.toSubchannels(List.of(1, 2)));
        producer.send(both.toSubchannels(List.of(11, 22, 33)).requiring(666));
        producer.send(none.toSubchannels(List.of(3)).requiring(666));
        producer.send(none.toSubchannels(List.of(666)).requiring(3));
        producer.send(DataMessage.text("dc1").toSubchannels(List.of(1)));
        producer.send(DataMessage.text("dc1").toSubchannels(List.of(11)).requiring(1));
        producer.send(DataMessage.text("dc1").toSubchannels(List.of(666)).requiring(11));
        producer.send(DataMessage.text("dc2").toSubchannels(List.of(666)).requiring(2));
        producer.send(DataMessage.text("dc1").toSubchannels(List.of(666)).ignoring(2));
        settles(second.setSubchannels(List.of(2, 22, 666, 1)));
        producer.send(both.toSubchannels(List.of(1)).requiring(666));

        assertTexts(messages1, "both", "both", "both", "dc1", "dc1", "dc1", "dc1", "both");
        assertTexts(messages2, "both", "both", "both", "dc2", "both");
        messages1.expectNoneAfter(transport::dump);
        messages2.expectNoneAfter(transport::dump);
    }

    private static void assertTexts(EventProbe<MessageEvent> messages, String... texts) {
        for (String text : texts) {
            assertThat(messages.next().message()).isEqualTo(DataMessage.text(text));
        }
    }

    @Test
    void textsArriveAsTheyAre() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);

        for (String text : List.of("foo", "", " ", "\0", "Grüße, 世界 😀", "\uFEFFmark")) {
            producer.send(DataMessage.text(text));
            DataMessage message = messages.next().message();
            assertThat(message.text()).isEqualTo(text);
            assertThat(message.ppid()).isEqualTo(text.isEmpty() ? DataMessage.PPID_TEXT_EMPTY : DataMessage.PPID_TEXT);
            assertThat(message).isEqualTo(DataMessage.text(text));
        }
    }

    /** Bytes that are no UTF-8, and each value that a byte can have. */
    @Test
    void bytesArriveAsTheyAre() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        for (byte[] content : List.of(
                all, new byte[] {0}, new byte[] {(byte) 0xC3, 0x28}, new byte[] {(byte) 0xFF}, random(1), random(99))) {
            producer.send(binary(content));
            MessageEvent event = messages.next();
            assertThat(event.message().ppid()).isEqualTo(DataMessage.PPID_BINARY);
            assertThat(bytes(event)).isEqualTo(content);
        }
    }

    /** SCTP cannot carry nothing: the PPID says that the one byte does not count. */
    @Test
    void emptyMessagesArriveEmpty() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);

        producer.send(binary(new byte[0]));
        assertThat(messages.next().message()).isEqualTo(new DataMessage(empty(), 57, null, null, null));
        producer.send(new DataMessage(ByteBuffer.wrap(random(9)), DataMessage.PPID_BINARY_EMPTY, null, null, null));
        assertThat(bytes(messages.next())).containsExactly(0);
        producer.send(new DataMessage(ByteBuffer.wrap(random(9)), DataMessage.PPID_TEXT_EMPTY, null, null, null));
        MessageEvent text = messages.next();
        assertThat(text.message().text()).isEmpty();
        assertThat(bytes(text)).containsExactly(' ');
        producer.send(new DataMessage(empty(), DataMessage.PPID_BINARY, null, null, null));
        assertThat(messages.next().message().size()).isZero();
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocate(0);
    }

    @Test
    void anyPpidArrives() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);

        for (long ppid : new long[] {0, 1, 50, 2_147_483_648L, 4_294_967_295L}) {
            DataMessage message = new DataMessage(ByteBuffer.wrap(random(3)), ppid, null, null, null);
            producer.send(message);
            assertThat(messages.next().message()).isEqualTo(message);
        }
    }

    /** The message is taken when it is sent: what happens to the buffer afterwards does not matter. */
    @Test
    void bufferMayBeUsedAgainAfterSend() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        ByteBuffer buffer = ByteBuffer.allocate(12).put(random(12)).position(4).limit(8);

        for (byte i = 0; i < 100; i++) {
            buffer.put(4, i);
            producer.send(DataMessage.binary(buffer));
            buffer.put(4, (byte) -1);
        }

        assertThat(buffer.position()).isEqualTo(4);
        for (byte i = 0; i < 100; i++) {
            byte[] received = bytes(messages.next());
            assertThat(received).hasSize(4);
            assertThat(received[0]).isEqualTo(i);
        }
    }

    @Test
    void payloadIsReadOnlyAndEachReaderHasItsOwn() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        byte[] content = random(100);

        producer.send(binary(content));

        MessageEvent event = messages.next();
        ByteBuffer payload = event.message().payload();
        assertThat(payload.isReadOnly()).isTrue();
        assertThatThrownBy(() -> payload.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(bytes(event)).isEqualTo(content);
        assertThat(bytes(event)).isEqualTo(content);
        producer.send(binary(random(200)));
        messages.next();
        assertThat(bytes(event)).isEqualTo(content);
    }

    /** A too long message is dropped; the next one arrives. */
    @Test
    void messagesUpToTheLimitArrive() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);

        for (int size : new int[] {65_535, 65_536, 131_072, 262_143, 262_144}) {
            producer.send(binary(random(size)));
            assertThat(bytes(messages.next())).isEqualTo(random(size));
        }
        producer.send(binary(random(262_145)));
        producer.send(DataMessage.text("next"));
        assertThat(messages.next().message().text()).isEqualTo("next");
        assertThat(await(producer.getStats()).get(0).messagesReceived()).isEqualTo(6);
    }

    /** Whatever the transport allows, a message must fit one of the channel to the worker, 4 MiB. */
    @Test
    void messagesThatTheChannelCannotCarryAreDropped() {
        DirectTransport large = await(router.createDirectTransport(DirectTransportOptions.builder()
                .maxReceiveMessageSize(4_294_967_295L)
                .maxSendMessageSize(4_294_967_295L)
                .build()));
        DataProducer source =
                await(large.produceData(DataProducerOptions.builder().build()));
        DataConsumer sink =
                await(large.consumeData(DataConsumerOptions.builder(source.id()).build()));
        EventProbe<MessageEvent> messages = probe(sink::onMessage);

        for (int size : new int[] {1 << 20, 2 << 20, 3 << 20}) {
            source.send(binary(random(size)));
            assertThat(bytes(messages.next())).isEqualTo(random(size));
        }
        for (int size : new int[] {4_194_304 - 8, 4_194_304, 5 << 20}) {
            source.send(binary(random(size)));
            await(source.dump());
        }
        source.send(DataMessage.text("next"));
        assertThat(messages.next().message().text()).isEqualTo("next");
        assertThat(await(source.getStats()).get(0).messagesReceived()).isEqualTo(4);
    }

    /** Who listens from the moment of creation on misses nothing; who stops hears nothing more. */
    @Test
    void eachListenerHearsWhatIsSentWhileItListens() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        EventLog early = eventLog();

        DataConsumer late = await(transport
                .consumeData(DataConsumerOptions.builder(producer.id()).build())
                .thenApply(made -> {
                    early.add("early", made::onMessage);
                    producer.send(DataMessage.text("first"));
                    return made;
                }));
        early.await(1);
        EventProbe<MessageEvent> second = probe(late::onMessage);
        producer.send(DataMessage.text("both"));
        assertTexts(second, "both");
        early.close();
        producer.send(DataMessage.text("one"));
        assertTexts(second, "one");
        second.close();
        producer.send(DataMessage.text("none"));
        assertTexts(messages, "first", "both", "one", "none");
        probe(late::onMessage).expectNoneAfter(transport::dump);

        assertThat(early.labels()).hasSize(2);
        assertThat(second.arrived()).isEqualTo(2);
    }

    @Test
    void sendIsIgnoredWhenClosed() {
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);

        producer.close();
        producer.send(DataMessage.text("late"));

        messages.expectNoneAfter(transport::dump);
    }
}

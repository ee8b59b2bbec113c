package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** The pipes of data in upstream's test-PipeTransport, and real messages through them. */
public abstract class PipeDataContract extends AcceptanceTest {
    private TwoRooms rooms;
    private DataProducer data;

    /** For the compositions. */
    protected PipeDataContract() {}

    @BeforeEach
    void openRooms() {
        rooms = TwoRooms.open(newWorker(), newWorker());
        data = await(rooms.transport1()
                .produceData(DataProducerOptions.builder()
                        .sctpStreamParameters(new SctpStreamParameters(666, false, 5000, null))
                        .label("foo")
                        .protocol("bar")
                        .appData(Map.of("baz", "qux"))
                        .build()));
    }

    private CompletableFuture<PipeToRouterResult> pipe(DataProducer producer) {
        return rooms.router1()
                .pipeToRouter(PipeToRouterOptions.ofDataProducer(producer.id(), rooms.router2())
                        .build());
    }

    private DataProducer produceDirectly() {
        return await(newDirectTransport(rooms.router1())
                .produceData(DataProducerOptions.builder()
                        .label("foo")
                        .protocol("bar")
                        .build()));
    }

    private EventProbe<MessageEvent> receive(DataProducer producer, Integer... subchannels) {
        DataConsumer consumer = await(newDirectTransport(rooms.router2())
                .consumeData(DataConsumerOptions.builder(producer.id())
                        .subchannels(List.of(subchannels))
                        .build()));
        EventProbe<MessageEvent> messages = probe(consumer::onMessage);
        await(consumer.dump());
        return messages;
    }

    private static List<String> upToBye(EventProbe<MessageEvent> messages) {
        List<String> texts = new ArrayList<>();
        String text;
        do {
            text = messages.next().message().text();
            texts.add(text);
        } while (!text.equals("bye"));
        return texts;
    }

    private static void assertStream(SctpStreamParameters stream) {
        assertThat(stream.ordered()).isFalse();
        assertThat(stream.maxPacketLifeTime()).isEqualTo(5000);
        assertThat(stream.maxRetransmits()).isNull();
    }

    @Test
    @Upstream("test-PipeTransport: router.pipeToRouter() succeeds with data")
    void pipeToRouterSucceedsWithData() {
        PipeToRouterResult pipe = await(pipe(data));

        assertThat(pipe.pipeConsumer()).isNull();
        assertThat(pipe.pipeProducer()).isNull();
        assertThat(await(rooms.router1().dump()).transportIds()).hasSize(2);
        assertThat(await(rooms.router2().dump()).transportIds()).hasSize(2);
        DataConsumer near = TwoRooms.dataConsumer(pipe);
        assertThat(near.closed()).isFalse();
        assertThat(near.type()).isEqualTo(DataConsumerType.SCTP);
        assertStream(Objects.requireNonNull(near.sctpStreamParameters()));
        assertThat(near.label()).isEqualTo("foo");
        assertThat(near.protocol()).isEqualTo("bar");
        DataProducer far = TwoRooms.dataProducer(pipe);
        assertThat(far.id()).isEqualTo(data.id());
        assertThat(far).isSameAs(rooms.router2().dataProducers().get(data.id()));
        assertThat(far.closed()).isFalse();
        assertThat(far.type()).isEqualTo(DataProducerType.SCTP);
        assertThat(far.sctpStreamParameters()).isEqualTo(near.sctpStreamParameters());
        assertThat(far.label()).isEqualTo("foo");
        assertThat(far.protocol()).isEqualTo("bar");
        assertThat(far.appData()).isEqualTo(Map.of("baz", "qux"));
        assertThat(far.paused()).isFalse();
    }

    @Test
    @Upstream("test-PipeTransport: transport.consumeData() for a pipe DataProducer succeeds")
    void consumeDataOfAPipeSucceeds() {
        DataProducer far = TwoRooms.dataProducer(await(pipe(data)));

        DataConsumer consumer = await(rooms.transport2()
                .consumeData(DataConsumerOptions.builder(far.id()).build()));

        assertThat(consumer.closed()).isFalse();
        assertThat(consumer.type()).isEqualTo(DataConsumerType.SCTP);
        assertStream(Objects.requireNonNull(consumer.sctpStreamParameters()));
        assertThat(consumer.label()).isEqualTo("foo");
        assertThat(consumer.protocol()).isEqualTo("bar");
    }

    @Test
    @Upstream("test-PipeTransport: transport.consumeData() for a pipe DataProducer succeeds with subchannels")
    void pipeHandsOnSubchannels() {
        DataProducer origin = produceDirectly();
        PipeToRouterResult pipe = await(pipe(origin));
        EventProbe<MessageEvent> messages = receive(TwoRooms.dataProducer(pipe), 123, 666, 777);

        origin.send(DataMessage.text("hello1").toSubchannels(List.of(123, 124)).requiring(666));
        await(TwoRooms.dataConsumer(pipe).setSubchannels(List.of(123, 124, 666)));
        origin.send(DataMessage.text("hello2").toSubchannels(List.of(123)).requiring(666));
        origin.send(DataMessage.text("hello3").toSubchannels(List.of(124)).requiring(666));
        origin.send(DataMessage.text("hello4").toSubchannels(List.of(125)).requiring(666));
        origin.send(DataMessage.text("hello5").toSubchannels(List.of(123)).ignoring(666));
        origin.send(DataMessage.text("hello6").requiring(123).ignoring(777));
        origin.send(DataMessage.text("bye"));

        assertThat(upToBye(messages)).containsExactly("hello1", "hello2", "bye");
    }

    @Test
    @Upstream("test-PipeTransport: transport.consumeData() for a pipe DataProducer succeeds with ignoredSubchannel")
    void pipeDoesNotIgnoreSubchannelsForOthers() {
        DataProducer origin = produceDirectly();
        PipeToRouterResult pipe = await(pipe(origin));
        EventProbe<MessageEvent> first = receive(TwoRooms.dataProducer(pipe), 111);
        EventProbe<MessageEvent> second = receive(TwoRooms.dataProducer(pipe), 222);
        await(TwoRooms.dataConsumer(pipe).setSubchannels(List.of(111, 222)));

        origin.send(DataMessage.text("hello1").ignoring(111));
        origin.send(DataMessage.text("bye"));

        assertThat(upToBye(first)).containsExactly("bye");
        assertThat(upToBye(second)).containsExactly("hello1", "bye");
    }

    @Test
    @Upstream("test-PipeTransport: dataProducer.close() is transmitted to pipe DataConsumer")
    void closeReachesThePipe() {
        PipeToRouterResult pipe = await(pipe(data));
        DataConsumer consumer = await(rooms.transport2()
                .consumeData(DataConsumerOptions.builder(data.id()).build()));
        EventProbe<?> close = probe(consumer::onClose);

        data.close();

        close.next();
        assertThat(TwoRooms.dataConsumer(pipe).closed()).isTrue();
        assertThat(TwoRooms.dataProducer(pipe).closed()).isTrue();
        assertFailsWith(consumer.dump(), InvalidStateException.class);
    }

    @Test
    void messagesPassInOrder() {
        DataProducer origin = produceDirectly();
        EventProbe<MessageEvent> messages = receive(TwoRooms.dataProducer(await(pipe(origin))));
        List<String> sent = Stream.iterate(0, i -> i + 1)
                .limit(100)
                .map(i -> "message " + i)
                .toList();

        sent.forEach(text -> origin.send(DataMessage.text(text)));
        origin.send(DataMessage.text("bye"));

        List<String> expected = new ArrayList<>(sent);
        expected.add("bye");
        assertThat(upToBye(messages)).isEqualTo(expected);
    }

    @Test
    void pauseAndResumeReachThePipe() {
        await(data.pause());
        DataProducer far = TwoRooms.dataProducer(await(pipe(data)));
        assertThat(far.paused()).isTrue();
        EventProbe<?> resumes = probe(far::onResume);
        EventProbe<?> pauses = probe(far::onPause);

        await(data.resume());
        resumes.next();
        assertThat(far.paused()).isFalse();
        await(data.pause());
        pauses.next();
        assertThat(far.paused()).isTrue();
    }

    @Test
    void concurrentDuplicateAndRepeatShareOnePipe() {
        CompletableFuture<PipeToRouterResult> first = pipe(data);
        CompletableFuture<PipeToRouterResult> second = pipe(data);

        assertThat(await(second).pipeDataProducer()).isSameAs(await(first).pipeDataProducer());
        assertThat(await(pipe(data)).pipeDataConsumer()).isSameAs(await(first).pipeDataConsumer());
        assertThat(rooms.router1().dataConsumers()).hasSize(1);
        assertThat(rooms.router2().dataProducers()).containsOnlyKeys(data.id());
    }

    @Test
    void rePipeAfterClose() {
        PipeToRouterResult first = await(pipe(data));
        TwoRooms.dataProducer(first).close();
        PipeToRouterResult second = await(pipe(data));
        assertThat(TwoRooms.dataConsumer(first).closed()).isTrue();
        TwoRooms.onlyPipe(rooms.router1()).close();
        PipeToRouterResult third = await(pipe(data));

        assertThat(TwoRooms.dataProducer(second).closed()).isTrue();
        assertThat(TwoRooms.dataProducer(third).closed()).isFalse();
        assertThat(rooms.router2().dataProducers()).containsOnlyKeys(data.id());
    }

    @Test
    void anIdThatTheTargetsWorkerHasIsRefused() {
        Router neighbour = newRouter(rooms.worker2());
        await(pipe(data));

        assertThat(assertFailsWith(
                        rooms.router1()
                                .pipeToRouter(PipeToRouterOptions.ofDataProducer(data.id(), neighbour)
                                        .build()),
                        InvalidArgumentException.class))
                .hasMessageContaining("[id:" + data.id() + "]");
        assertThat(neighbour.transports()).isEmpty();
        assertThat(rooms.router1().dataConsumers()).hasSize(1);
    }
}

package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.rtp.MediaKind;

/** Values that no message can carry, and ids that are taken: refused, with nothing left behind. */
public abstract class BadValuesContract extends AcceptanceTest {
    /** Half of a surrogate pair: no character, and nothing that UTF-8 can hold. */
    private static final String NO_TEXT = "room \ud83d";

    private Room room;

    /** For the compositions. */
    protected BadValuesContract() {}

    @BeforeEach
    void openRoom() {
        room = Room.open(newWorker());
    }

    /** The room is as it was, and works. */
    private void assertUnchanged() {
        assertThat(await(room.plain().dump()).producerIds()).isEmpty();
        assertThat(room.plain().producers()).isEmpty();
        assertThat(room.router().transports()).hasSize(3);
        assertThat(room.router().producers()).hasSize(3);
        assertThat(room.router().appData()).isEmpty();
        await(room.audio().pause());
    }

    private static ProducerOptions withMid(String mid) {
        return Sources.audio(
                Sources.opus(4711).rtpParameters().toBuilder().mid(mid).build());
    }

    @Test
    void textThatUtf8CannotHoldIsRefused() {
        assertThatThrownBy(() -> PlainTransportOptions.builder(Listen.udp())
                        .appData(Map.of("name", NO_TEXT))
                        .build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("appData.name must be text that UTF-8 can hold");
        assertThat(assertFailsWith(room.router().setAppData(Map.of("name", NO_TEXT)), InvalidArgumentException.class))
                .hasMessageStartingWith("appData")
                .hasMessageContaining("surrogate");
        assertThat(assertFailsWith(room.plain().produce(withMid(NO_TEXT)), InvalidArgumentException.class))
                .hasMessageContaining("surrogate")
                .hasMessageContaining("produce");
        assertUnchanged();
    }

    @Test
    void dataThatJsonCannotHoldIsRefusedInTheFuture() {
        for (Object value : List.of(URI.create("not:JSON"), Double.NaN, Double.POSITIVE_INFINITY, new byte[1])) {
            CompletableFuture<Void> call = room.router().setAppData(Map.of("value", value));

            assertThat(assertFailsWith(call, InvalidArgumentException.class))
                    .as(value.getClass().getSimpleName())
                    .hasMessageContaining("appData");
        }
        assertUnchanged();
    }

    @Test
    void dataThatIsNestedTooDeepIsRefusedInTheFuture() {
        Object value = "bottom";
        for (int i = 0; i < 1000; i++) {
            value = List.of(value);
        }

        assertFailsWith(room.router().setAppData(Map.of("value", value)), InvalidArgumentException.class);

        assertUnchanged();
    }

    /** A message for a worker has up to 4,194,304 bytes. */
    @Test
    void callThatIsTooLongIsRefused() {
        CompletableFuture<Producer> call = room.plain().produce(withMid("x".repeat(4_194_304)));

        assertThat(assertFailsWith(call, InvalidArgumentException.class))
                .satisfiesAnyOf(
                        local -> assertThat(local).hasMessageContaining("must not make a message of more than 4194304"),
                        remote -> assertThat(remote).hasMessageContaining("longer than the server accepts"));
        assertUnchanged();
    }

    private static ProducerOptions withId(String id, long ssrc) {
        return ProducerOptions.builder(MediaKind.AUDIO, Sources.opus(ssrc).rtpParameters())
                .id(id)
                .build();
    }

    @Test
    void producerIdInUseIsNamed() {
        String used = room.audio().id();

        InvalidArgumentException failure =
                assertFailsWith(room.plain().produce(withId(used, 5001)), InvalidArgumentException.class);

        assertThat(failure).hasMessage("id must not be that of another producer of the worker [id:" + used + "]");
        assertUnchanged();
    }

    @Test
    void idThatIsFreeAgainCanBeUsed() {
        Producer first = await(room.plain().produce(withId("again", 5002)));
        first.close();

        assertThat(await(room.plain().produce(withId("again", 5003))).id()).isEqualTo("again");
    }

    /** Neither knows of the other when it is called: one gets the id. */
    @Test
    void idThatTwoWantAtOnceGoesToOneOfThem() {
        List<CompletableFuture<Producer>> calls = Stream.of(6001, 6002, 6003, 6004)
                .map(ssrc -> room.plain().produce(withId("wanted", ssrc)))
                .toList();

        List<Throwable> failures = calls.stream()
                .map(call -> failure(call))
                .filter(Objects::nonNull)
                .map(Throwable.class::cast)
                .toList();
        assertThat(failures)
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(MediasoupException.class)
                        .satisfiesAnyOf(
                                here -> assertThat(here)
                                        .hasMessageContaining("id must not be that of another producer"),
                                worker -> assertThat(worker).hasMessageContaining("same producerId already exists")));
        assertThat(room.plain().producers()).containsOnlyKeys("wanted");
        assertThat(await(room.plain().dump()).producerIds()).containsExactly("wanted");
    }
}

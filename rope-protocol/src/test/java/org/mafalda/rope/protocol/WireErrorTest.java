package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.RemoteFailureException;
import org.mafalda.rope.RequestTimeoutException;
import org.mafalda.rope.RopeException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.rooms.BulbBurntException;
import org.mafalda.rope.rooms.House;
import tools.jackson.core.JsonParser;

class WireErrorTest {
    private static final Codec CODEC = Transcoder.codec();
    private static final ContractModel ROOMS = ContractModel.of(House.class);
    private static final ContractModel MEDIASOUP = ContractModel.of(Mediasoup.class);

    /** What the other side throws for a failure of this one. */
    private static DetailedException crossed(Throwable failure, ContractModel contract) {
        byte[] message = MessageWriter.error(CODEC, 1, WireError.of(failure, contract, false));
        ErrorTaker taker = new ErrorTaker();
        FrameReader.read(CODEC, message, 0, message.length, taker);
        if (taker.error == null) {
            throw new AssertionError("No error came");
        }
        return taker.error.toException(contract);
    }

    private static final class ErrorTaker extends RecordingTaker {
        private @Nullable WireError error;

        @Override
        public void error(long id, WireError read) {
            error = read;
        }
    }

    private static void assertArrivesAsItIs(DetailedException failure, ContractModel contract) {
        DetailedException arrived = crossed(failure, contract);
        assertThat(arrived).isExactlyInstanceOf(failure.getClass()).hasMessage(failure.getMessage());
        assertThat(arrived.fact()).isEqualTo(failure.fact());
    }

    @Test
    void failuresOfTheContractArriveWithClassTextAndDetails() {
        assertArrivesAsItIs(new BulbBurntException("Bulb burnt", Map.of("watts", 4000)), ROOMS);
        assertArrivesAsItIs(InvalidArgumentException.of("port", 70000, "must be between 0 and 65535"), MEDIASOUP);
        assertArrivesAsItIs(InvalidArgumentException.of("ip", null, "must be given"), MEDIASOUP);
        assertArrivesAsItIs(InvalidArgumentException.of("rate", 1.5, "must be whole"), MEDIASOUP);
        assertArrivesAsItIs(InvalidArgumentException.of("kinds", List.of("a", 1), "must be one"), MEDIASOUP);
        assertArrivesAsItIs(InvalidArgumentException.of("data", Map.of("a", true), "must be empty"), MEDIASOUP);
        assertArrivesAsItIs(new InvalidStateException("Router is closed", Map.of("id", "x")), MEDIASOUP);
        assertArrivesAsItIs(new WorkerClosedException("Worker is closed", Map.of()), MEDIASOUP);
        assertArrivesAsItIs(new CapacityException("Full", Map.of()), MEDIASOUP);
        assertArrivesAsItIs(new UnsupportedException("No", Map.of()), MEDIASOUP);
    }

    @Test
    void detailsThatJsonCannotHoldArriveAsText() {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("state", Thread.State.NEW);
        details.put("bytes", (byte) 3);
        details.put("half", 0.5f);
        details.put("none", Double.NaN);
        details.put("list", Arrays.asList(null, 1));

        DetailedException arrived = crossed(new BulbBurntException("Bulb burnt", details), ROOMS);

        assertThat(arrived).hasMessage("Bulb burnt [state:NEW, bytes:3, half:0.5, none:NaN, list:[null, 1]]");
        assertThat(arrived.details()).containsEntry("bytes", 3L).containsEntry("state", "NEW");
    }

    @Test
    void wrappersOfFuturesAreTakenOff() {
        Throwable wrapped = new CompletionException(
                new ExecutionException(new BulbBurntException("Bulb burnt", Map.of("watts", 4000))));

        assertThat(crossed(wrapped, ROOMS))
                .isInstanceOf(BulbBurntException.class)
                .hasMessage("Bulb burnt [watts:4000]");
        assertThat(crossed(new CompletionException("lonely", null), ROOMS)).isInstanceOf(RemoteFailureException.class);
    }

    @Test
    void aSubclassOfANamedFailureArrivesAsTheNamedOne() {
        assertThat(crossed(
                        new InvalidStateException("Producer is closed", Map.of("id", "x")) {
                            private static final long serialVersionUID = 1L;
                        },
                        MEDIASOUP))
                .isExactlyInstanceOf(InvalidStateException.class)
                .hasMessage("Producer is closed [id:x]");
    }

    @Test
    void ropesOwnFailuresArriveAsTheyAre() {
        for (DetailedException failure : List.of(
                new ConnectionLostException("Connection lost", Map.of("url", "ws://box")),
                new OutcomeUnknownException("Outcome unknown", Map.of()),
                new StateLostException("State lost", Map.of()),
                new RequestTimeoutException("Timeout", Map.of("method", "m")),
                new ObjectClosedException("Room is closed", Map.of("id", 3)),
                new ForbiddenException("Forbidden", Map.of("method", "m")),
                new ProtocolException("Broken", Map.of()))) {
            assertArrivesAsItIs(failure, ROOMS);
        }
    }

    @Test
    void whatTheContractDoesNotNameArrivesAsARemoteFailure() {
        assertThat(crossed(new IllegalArgumentException("There is a room of that name [name:x]"), ROOMS))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessage("There is a room of that name [name:x] [name:IllegalArgumentException]");
        assertThat(crossed(new NullPointerException(), ROOMS))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessage("NullPointerException [name:NullPointerException]");
        assertThat(crossed(new CapacityException("Full", Map.of("workers", 2)), ROOMS))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessage("Full [name:CapacityException, workers:2]");
    }

    @Test
    void stackTracesAreToldOnlyWhenWanted() {
        Exception failure = new IllegalStateException("Broken");

        assertThat(WireError.of(failure, ROOMS, false).details()).isEmpty();
        assertThat(String.valueOf(WireError.of(failure, ROOMS, true).details().get("stackTrace")))
                .startsWith("java.lang.IllegalStateException: Broken\n\tat " + WireErrorTest.class.getName());
    }

    @Test
    void theCodeTellsWhatToThrow() {
        assertThrows(ErrorCodes.NO_SUCH_OBJECT, ROOMS, ObjectClosedException.class);
        assertThrows(ErrorCodes.NO_SUCH_OBJECT, MEDIASOUP, InvalidStateException.class);
        assertThrows(ErrorCodes.NO_SUCH_METHOD, ROOMS, ProtocolException.class);
        assertThrows(ErrorCodes.NO_SUCH_METHOD, MEDIASOUP, UnsupportedException.class);
        assertThrows(ErrorCodes.FORBIDDEN, ROOMS, ForbiddenException.class);
        assertThrows(ErrorCodes.UNAUTHENTICATED, ROOMS, ForbiddenException.class);
        assertThrows(ErrorCodes.LIMIT_REACHED, ROOMS, RemoteFailureException.class);
        assertThrows(-1, ROOMS, RemoteFailureException.class);
        assertThrows(ErrorCodes.FAILURE, ROOMS, RemoteFailureException.class);
        for (int code : new int[] {
            ErrorCodes.NOT_PARSABLE,
            ErrorCodes.INVALID_MESSAGE,
            ErrorCodes.INVALID_ARGUMENTS,
            ErrorCodes.UNKNOWN_REFERENCE,
            ErrorCodes.OTHER_CONTRACT
        }) {
            assertThrows(code, ROOMS, ProtocolException.class);
        }
    }

    private static void assertThrows(int code, ContractModel contract, Class<?> expected) {
        assertThat(new WireError(code, "What happened").toException(contract))
                .isExactlyInstanceOf(expected)
                .hasMessage("What happened");
    }

    @Test
    void aFailureOfTheWireKeepsItsCode() {
        WireException failure = new WireException(ErrorCodes.UNKNOWN_REFERENCE, "Unknown object", Map.of("id", 7));

        WireError error = WireError.of(failure, ROOMS, false);

        assertThat(error.code()).isEqualTo(ErrorCodes.UNKNOWN_REFERENCE);
        assertThat(crossed(failure, ROOMS))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Unknown object [id:7]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":-32000,\"message\":\"m\",\"data\":5}",
                "{\"code\":-32000,\"message\":\"m\",\"data\":{\"name\":5,\"fact\":[],\"details\":\"x\"}}",
                "{\"code\":-32000,\"message\":\"m\",\"data\":{\"name\":\"\",\"details\":{\"stackTrace\":null}}}",
                "{\"code\":-32000,\"message\":\"m\",\"data\":{\"name\":\"java.lang.Object\"}}"
            })
    void oddDataIsBorne(String json) {
        byte[] bytes = Json.bytes(json);
        try (JsonParser in = Codec.JSON.parser(bytes, 0, bytes.length)) {
            in.nextToken();
            assertThat(WireError.read(in).toException(ROOMS))
                    .isInstanceOf(RopeException.class)
                    .hasMessageStartingWith("m");
        }
    }
}

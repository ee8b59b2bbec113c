package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.rope.Contract;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.Gone;
import org.mafalda.rope.Listener;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.rooms.BulbBurntException;
import org.mafalda.rope.rooms.ClosedEvent;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.rooms.Room;

class ContractModelTest {
    private static final ContractModel ROOMS = ContractModel.of(House.class);
    private static final ContractModel MEDIASOUP = ContractModel.of(Mediasoup.class);

    @Test
    void allThatIsReachableFromTheRootIsRead() {
        assertThat(ROOMS.name()).isEqualTo("rooms");
        assertThat(ROOMS.version()).isEqualTo(1);
        assertThat(ROOMS.root().type()).isEqualTo(House.class);
        assertThat(ROOMS.objects().keySet()).containsExactly("House", "Lamp", "Room");
        ObjectModel lamp = ROOMS.objectOf(Lamp.class);
        assertThat(lamp.states().keySet()).containsExactly("on", "room", "watts");
        assertThat(lamp.procedures().keySet()).containsExactly("match", "turn");
        assertThat(lamp.oneWays().keySet()).containsExactly("blink");
        assertThat(lamp.events().keySet()).containsExactly("onFlicker", "onPower", "onTurn");
        assertThat(ROOMS.objectOf(Room.class).collections().keySet()).containsExactly("lamps");
        assertThat(ROOMS.objectOf(Room.class).oneWays().keySet()).containsExactly("close");
    }

    @Test
    void theRootCannotBeClosedFromAfarAndDefaultMethodsStayAtHome() {
        assertThat(ROOMS.root().oneWays()).isEmpty();
        assertThat(ROOMS.objectOf(Room.class).states()).doesNotContainKey("burning");
    }

    @Test
    void eventsHaveTheirClass() {
        Map<String, EventModel> events = ROOMS.objectOf(Lamp.class).events();

        assertThat(named(events, "onTurn").eventClass()).isEqualTo(EventClass.RELIABLE);
        assertThat(named(events, "onPower").eventClass()).isEqualTo(EventClass.COALESCED);
        assertThat(named(events, "onFlicker").eventClass()).isEqualTo(EventClass.LOSSY);
        assertThat(named(events, "onFlicker").onDemand()).isTrue();
        assertThat(named(events, "onTurn").onDemand()).isFalse();
    }

    @Test
    void stickyEventsKnowWhatToTellOfAVanishedObject() {
        EventModel close = named(ROOMS.objectOf(Room.class).events(), "onClose");
        EventModel mediasoupClose = named(MEDIASOUP.root().events(), "onClose");
        EventModel died = named(MEDIASOUP.objectOf(Worker.class).events(), "onDied");

        assertThat(close.sticky()).isTrue();
        assertThat(made(close.gone())).isEqualTo(new ClosedEvent());
        assertThat(made(close.gone(Gone.Cause.RELEASED))).isEqualTo(new ClosedEvent());
        assertThat(made(mediasoupClose.gone())).isEqualTo(new CloseEvent(new CloseReason.ConnectionClosed()));
        assertThat(made(mediasoupClose.gone(Gone.Cause.CALLED))).isEqualTo(new CloseEvent(new CloseReason.Called()));
        assertThat(made(mediasoupClose.gone(Gone.Cause.RELEASED)))
                .isEqualTo(new CloseEvent(new CloseReason.MediasoupClosed()));
        assertThat(died.sticky()).isTrue();
        assertThat(died.gone()).isNull();
        assertThat(named(ROOMS.objectOf(Lamp.class).events(), "onTurn").sticky())
                .isFalse();
    }

    private static <M> M named(Map<String, M> members, String name) {
        M member = members.get(name);
        if (member == null) {
            throw new AssertionError("No " + name + " in " + members.keySet());
        }
        return member;
    }

    private static @Nullable Object made(@Nullable Supplier<Object> maker) {
        return maker == null ? null : maker.get();
    }

    @Test
    void statesKnowTheirValueAtTheClose() {
        Map<String, StateModel> states =
                MEDIASOUP.objectOf(WebRtcTransport.class).states();

        assertThat(named(states, "iceState").changesAtClose()).isTrue();
        assertThat(named(states, "iceState").atClose()).isEqualTo(IceState.CLOSED);
        assertThat(named(states, "iceSelectedTuple").changesAtClose()).isTrue();
        assertThat(named(states, "iceSelectedTuple").atClose()).isNull();
        assertThat(named(states, "iceRole").changesAtClose()).isFalse();
        assertThat(named(MEDIASOUP.objectOf(Worker.class).events(), "onNewRouter")
                        .announces())
                .isEqualTo("routers");
    }

    @Test
    void theStateClosedIsKnown() {
        StateModel closed = ROOMS.objectOf(Room.class).closed();

        assertThat(closed).isEqualTo(named(ROOMS.objectOf(Room.class).states(), "closed"));
        assertThat(ROOMS.objectOf(Lamp.class).closed()).isNull();
    }

    @Test
    void theDigestIsTheHashOfCanonicalText() throws NoSuchAlgorithmException {
        byte[] description = ROOMS.description();

        assertThat(ROOMS.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(description)))
                .isEqualTo(ContractModel.of(House.class).digest());
        assertThat(new String(description, StandardCharsets.UTF_8))
                .startsWith(
                        "{\"contract\":\"rooms\",\"failures\":[\"BulbBurntException\"],\"objects\":{\"House\":{\"collections\"")
                .contains("\"onFlicker\":{\"class\":\"lossy\",\"onDemand\":true,\"value\":\"FlickerEvent\"}")
                .endsWith("\"TurnEvent\":{\"fields\":{\"on\":\"boolean\"}}},\"version\":1}")
                .doesNotContain(" ", "\n");
        description[0] = 'x';
        assertThat(ROOMS.description()[0]).isEqualTo((byte) '{');
    }

    @Test
    void anImplementationIsOfTheMostSpecificType() {
        Object transport = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {WebRtcTransport.class, Stateful.class},
                (proxy, method, arguments) -> null);

        assertThat(MEDIASOUP.objectOf(transport.getClass()).name()).isEqualTo("WebRtcTransport");
        assertThat(ROOMS.objectOf(LocalHouse.class)).isSameAs(ROOMS.root());
        assertThatThrownBy(() -> ROOMS.objectOf(String.class))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("of no type of the contract")
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> ROOMS.objectOf(Both.class)).hasMessageContaining("several types of the contract");
    }

    private abstract static class Both implements Lamp, Room {}

    @Test
    void typedMethodsOfLeavesReplaceThoseOfTheirParents() {
        assertThat(named(named(MEDIASOUP.objects(), "Transport").procedures(), "dump")
                        .result()
                        .name())
                .isEqualTo("TransportDump");
        assertThat(named(MEDIASOUP.objectOf(WebRtcTransport.class).procedures(), "dump")
                        .result()
                        .name())
                .isEqualTo("WebRtcTransportDump");
        assertThat(named(MEDIASOUP.objectOf(WebRtcTransport.class).procedures(), "getStats")
                        .result()
                        .name())
                .isEqualTo("list<WebRtcTransportStat>");
        assertThat(MEDIASOUP.objectOf(WebRtcTransport.class).collections()).containsKey("producers");
    }

    @Test
    void mediasoupIsAContract() {
        assertThat(MEDIASOUP.objects().keySet())
                .containsExactly(
                        "ActiveSpeakerObserver",
                        "AudioLevelObserver",
                        "Consumer",
                        "DataConsumer",
                        "DataProducer",
                        "DirectTransport",
                        "Mediasoup",
                        "PipeTransport",
                        "PlainTransport",
                        "Producer",
                        "Router",
                        "RtpObserver",
                        "Transport",
                        "WebRtcServer",
                        "WebRtcTransport",
                        "Worker");
        assertThat(named(MEDIASOUP.objectOf(Worker.class).states(), "pid")
                        .type()
                        .name())
                .isEqualTo("long?");
        assertThat(named(MEDIASOUP.objectOf(Worker.class).states(), "appData")
                        .type()
                        .name())
                .isEqualTo("map<json>");
        assertThat(named(MEDIASOUP.objectOf(Worker.class).states(), "deathCause")
                        .type()
                        .name())
                .isEqualTo("WorkerDeath?");
    }

    @Test
    void failuresAreMadeByName() {
        DetailedException burnt = ROOMS.failure("BulbBurntException", "Bulb burnt", Map.of("watts", 5L));

        assertThat(burnt).isInstanceOf(BulbBurntException.class).hasMessage("Bulb burnt [watts:5]");
        assertThat(ROOMS.failure("InvalidStateException", "x", Map.of())).isNull();
        assertThat(ROOMS.failure("ProtocolException", "x", Map.of())).isNull();
        assertThat(ROOMS.closedFailure("Room is closed", Map.of())).isInstanceOf(ObjectClosedException.class);
        assertThat(ROOMS.unsupportedFailure("No", Map.of())).isInstanceOf(ProtocolException.class);
        assertThat(MEDIASOUP.closedFailure("Router is closed", Map.of()))
                .isExactlyInstanceOf(InvalidStateException.class);
        assertThat(MEDIASOUP.closedFailure(MEDIASOUP.objectOf(Worker.class), "Worker is closed", Map.of()))
                .isExactlyInstanceOf(WorkerClosedException.class);
        assertThat(MEDIASOUP.closedFailure(MEDIASOUP.root(), "Mediasoup is closed", Map.of()))
                .isExactlyInstanceOf(InvalidStateException.class);
        assertThat(MEDIASOUP.unsupportedFailure("No", Map.of())).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void oddButLegalInterfacesAreRead() {
        ContractModel odd = ContractModel.of(Odd.class);

        assertThat(odd.objects().keySet()).containsExactly("Child", "Odd");
        assertThat(odd.root().states().keySet()).containsExactly("children", "inherited");
        assertThat(named(odd.root().procedures(), "find").result().name()).isEqualTo("Child?");
        assertThat(named(odd.root().procedures(), "all").result().name()).isEqualTo("list<Odd>");
        assertThat(named(odd.root().events(), "onAny").value().name()).isEqualTo("Any");
        assertThat(odd.objectOf(Child.class).states().keySet()).containsExactly("children", "inherited");
    }

    /** Not marked: its methods count all the same for what extends it. */
    interface Base {
        String inherited();

        default String replaced() {
            return "";
        }
    }

    sealed interface Any {
        record One(int number) implements Any {}
    }

    @Remote
    @Contract(name = "odd", version = 2)
    interface Odd extends Base, Stateful {
        List<Child> children();

        CompletableFuture<@Nullable Child> find(String name);

        CompletableFuture<? extends List<? extends Odd>> all();

        Subscription onAny(Listener<? extends Any> listener);

        @Override
        String toString();

        static String helper() {
            return "";
        }
    }

    @Remote
    interface Child extends Odd {
        @Override
        List<Child> children();
    }
}

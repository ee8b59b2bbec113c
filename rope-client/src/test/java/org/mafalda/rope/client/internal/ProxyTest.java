package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Contract;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.protocol.ContractException;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.Room;

class ProxyTest extends ScriptedTest {
    @Test
    @SuppressWarnings({"EqualsWithItself", "SelfAssertion"})
    void objectMethodsStillWork() {
        Room kitchen = kitchen();

        assertThat(kitchen.equals(kitchen)).isTrue();
        assertThat(kitchen.hashCode()).isEqualTo(kitchen().hashCode());
        assertThat(kitchen.toString()).isEqualTo("Room[id=#2, remote]");
        assertThat(new HashSet<Object>(Set.of(kitchen, house())))
                .contains(kitchen)
                .doesNotContain(lamp());
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void sameObjectIsTheSameProxy() {
        assertThat(house().rooms().get("kitchen")).isSameAs(kitchen());
        assertThat(lamp().room()).isSameAs(kitchen());
    }

    @Test
    void objectsOfOtherSessionsAreNotEqual() throws Exception {
        Room kitchen = kitchen();
        try (ClientSession other =
                Probe.await(new ClientSession(ROOMS, server, options().build()).start())) {
            Room same = Objects.requireNonNull(((House) other.root()).rooms().get("kitchen"));

            assertThat(same).isNotEqualTo(kitchen);
            assertThat(same.name()).isEqualTo(kitchen.name());
        }
    }

    @Test
    void closedObjectSaysSo() {
        Room kitchen = kitchen();

        kitchen.close();

        assertThat(kitchen).hasToString("Room[id=#2, remote, closed]");
    }

    @Test
    void defaultMethodsRunLocally() {
        assertThat(kitchen().burning()).isZero();

        server.change("'of':3,'set':{'on':true}");
        settle();

        assertThat(kitchen().burning()).isEqualTo(1);
        assertThat(server.untaken()).isEmpty();
    }

    /** Breaks the rules. */
    @Remote
    @Contract(name = "typed", version = 1)
    interface Typed<T> {
        CompletableFuture<String> call();
    }

    @Test
    void interfaceWithTypeParameterThrows() {
        assertThatThrownBy(() -> ContractModel.of(Typed.class))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("Typed");
    }

    @Test
    void nullArgumentThrowsAtTheCall() {
        assertThatThrownBy(() -> house().addRoom(nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name");
        assertThatThrownBy(() -> kitchen().onClose(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> lamp().onFlicker(nothing())).isInstanceOf(NullPointerException.class);
        assertThat(server.untaken()).isEmpty();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void everyProxyIsStateful() {
        assertThat(List.<Object>of(house(), kitchen(), lamp())).allMatch(Stateful.class::isInstance);
    }

    @Test
    void collectionsAreReadOnly() {
        assertThatThrownBy(() -> house().rooms().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void forbiddenCallThrowsAndChangesNothing() {
        server.greeting = "'forbidden':['Room.close','*.turn'],'heartbeat':10000,'maxMessage':100000";
        Lamp lamp = lamp();

        assertThatThrownBy(() -> kitchen().close())
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining("method:close");
        assertThatThrownBy(() -> lamp.turn(true)).isInstanceOf(ForbiddenException.class);
        assertThat(kitchen().closed()).isFalse();
        assertThat(house().rooms()).containsKey("kitchen");
        assertThat(server.untaken()).isEmpty();
    }
}

package org.mafalda.rope.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.ObjectModel;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.Room;
import org.mafalda.rope.server.fixture.TestHouse;
import org.mafalda.rope.server.fixture.TestRoom;

class ObjectTableTest {
    private static final ObjectModel ROOM =
            Objects.requireNonNull(ContractModel.of(House.class).objects().get("Room"));

    private final ObjectTable table = new ObjectTable();

    private static TestRoom newRoom() {
        TestHouse house = new TestHouse();
        house.addRoom("kitchen").orTimeout(10, TimeUnit.SECONDS).join();
        return house.room("kitchen");
    }

    private Exported add(TestRoom room) {
        Exported exported = new Exported(table.nextId(), room, ROOM);
        assertThat(table.add(exported)).isTrue();
        return exported;
    }

    private void assertRefused(long reference, Class<?> expected, int code) {
        assertThatThrownBy(() -> table.objectOf(reference, expected))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void referenceLeadsToItsObject() {
        TestRoom room = newRoom();
        Exported exported = add(room);

        assertThat(table.objectOf(exported.id(), Room.class)).isSameAs(room);
        assertRefused(exported.id(), Lamp.class, ErrorCodes.UNKNOWN_REFERENCE);
    }

    @Test
    void referenceToAClosedObjectIsToldFromOneThatNeverWas() {
        Exported exported = add(newRoom());

        table.remove(exported);

        assertRefused(exported.id(), Room.class, ErrorCodes.NO_SUCH_OBJECT);
        assertRefused(exported.id() + 1, Room.class, ErrorCodes.UNKNOWN_REFERENCE);
        assertRefused(0, Room.class, ErrorCodes.UNKNOWN_REFERENCE);
        assertRefused(-1, Room.class, ErrorCodes.UNKNOWN_REFERENCE);
    }
}

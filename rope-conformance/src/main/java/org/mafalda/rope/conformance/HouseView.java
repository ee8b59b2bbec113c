package org.mafalda.rope.conformance;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.Room;
import tools.jackson.databind.node.ObjectNode;

/** A house as the lines of the exchanges speak of it: objects by their paths, and all of its state. */
final class HouseView {
    private static final Splitter PATH = Splitter.on('/').omitEmptyStrings();

    private final House house;

    HouseView(House house) {
        this.house = house;
    }

    /** The object with that path. */
    Object find(String path) {
        Object object = house;
        List<String> parts = PATH.splitToList(path);
        for (int i = 1; i < parts.size(); i += 2) {
            object = members(object).get(parts.get(i));
            if (object == null) {
                throw new IllegalArgumentException("The client has no such object");
            }
        }
        return object;
    }

    private static Map<String, ?> members(Object object) {
        return object instanceof House house ? house.rooms() : ((Room) object).lamps();
    }

    /** The path of an object; null for null; the text of any other value. */
    @Nullable String path(@Nullable Object object) {
        if (object instanceof Room room) {
            return "/rooms/" + room.name();
        }
        if (object instanceof Lamp lamp) {
            for (Map.Entry<String, Lamp> entry : lamp.room().lamps().entrySet()) {
                if (entry.getValue() == lamp) {
                    return path(lamp.room()) + "/lamps/" + entry.getKey();
                }
            }
        }
        return object == null ? null : String.valueOf(object);
    }

    /** All that is held. */
    ObjectNode state() {
        ObjectNode state = Json.NODES.objectNode().put("address", house.address());
        ObjectNode rooms = state.putObject("rooms");
        house.rooms().forEach((name, room) -> room(rooms.putObject(name), room));
        return state;
    }

    private void room(ObjectNode described, Room room) {
        described.put("name", room.name()).put("closed", room.closed());
        ObjectNode lamps = described.putObject("lamps");
        room.lamps()
                .forEach((label, lamp) -> lamps.putObject(label)
                        .put("on", lamp.on())
                        .put("watts", lamp.watts())
                        .put("room", path(lamp.room())));
    }
}

package org.mafalda.rope.client.internal;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.mafalda.rope.Change;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.Room;

/** Rebuilds a house from its reports alone, from the moment at which each object is first seen. Thread-safe. */
final class Follower {
    private final IdentityHashMap<Object, Seen> seen = new IdentityHashMap<>();
    private final House house;

    /** What the reports have told of one object. */
    private record Seen(Map<String, Object> states, Map<String, Object> members) {}

    Follower(House house) {
        this.house = house;
        watch(house);
    }

    private synchronized void watch(Object object) {
        if (seen.containsKey(object)) {
            return;
        }
        Seen one = new Seen(new LinkedHashMap<>(), new LinkedHashMap<>());
        seen.put(object, one);
        var unused = ((Stateful) object).onChange(change -> take(one, change));
        if (object instanceof House watched) {
            one.states().put("address", watched.address());
            one.members().putAll(watched.rooms());
        } else if (object instanceof Room room) {
            one.states().put("closed", room.closed());
            one.members().putAll(room.lamps());
        } else if (object instanceof Lamp lamp) {
            one.states().put("on", lamp.on());
        }
        one.members().values().forEach(this::watch);
    }

    private synchronized void take(Seen of, Change change) {
        of.states().putAll(change.properties());
        change.removed().forEach(member -> of.members().remove(member.key(), member.object()));
        change.added().forEach(member -> {
            of.members().put(member.key(), member.object());
            watch(member.object());
        });
    }

    /** What the reports make of the house. */
    synchronized String picture() {
        Seen root = seen(house);
        return root.states().get("address") + " "
                + root.members().entrySet().stream()
                        .map(room -> room.getKey() + lamps(seen(room.getValue())))
                        .toList();
    }

    private String lamps(Seen room) {
        return room.members().entrySet().stream()
                .map(lamp ->
                        lamp.getKey() + "=" + seen(lamp.getValue()).states().get("on"))
                .collect(Collectors.joining(",", "{", "}" + room.states().get("closed")));
    }

    private Seen seen(Object object) {
        Seen found = seen.get(object);
        if (found == null) {
            throw new AssertionError("Never seen: " + object);
        }
        return found;
    }

    /** What the house itself says. */
    static String picture(House house) {
        return house.address() + " "
                + house.rooms().entrySet().stream()
                        .map(room -> room.getKey() + lamps(room.getValue()))
                        .toList();
    }

    private static String lamps(Room room) {
        return room.lamps().entrySet().stream()
                .map(lamp -> lamp.getKey() + "=" + lamp.getValue().on())
                .collect(Collectors.joining(",", "{", "}" + room.closed()));
    }
}

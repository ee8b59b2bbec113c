package org.mafalda.rope.rooms;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Change;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;

/** A house in this process. Thread-safe. */
public final class LocalHouse extends LocalObject implements House {
    private final String address;
    private final LiveMap<Room> rooms = new LiveMap<>();

    /** An empty house with a lane of its own. */
    public LocalHouse(String address) {
        super(new Lane("house"));
        this.address = address;
    }

    /** The lane on which all of it happens. */
    public Lane lane() {
        return lane;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Map<String, Room> rooms() {
        return rooms.view();
    }

    /** Fails with an {@link IllegalArgumentException} if there is a room of that name. */
    @Override
    public CompletableFuture<Room> addRoom(String name) {
        Objects.requireNonNull(name, "name");
        CompletableFuture<Room> future = new LaneFuture<>();
        lane.execute(() -> {
            LocalRoom room = new LocalRoom(this, name);
            if (rooms.add(name, room)) {
                report(Change.builder().added("rooms", name, room));
                future.complete(room);
            } else {
                future.completeExceptionally(
                        new IllegalArgumentException("There is a room of that name [name:" + name + "]"));
            }
        });
        return future;
    }

    void remove(LocalRoom room) {
        if (rooms.get(room.name()) == room && rooms.remove(room.name()) != null) {
            lane.execute(() -> report(Change.builder().removed("rooms", room.name(), room)));
        }
    }

    /** Closes all rooms. */
    @Override
    public void close() {
        rooms().values().forEach(Room::close);
    }
}

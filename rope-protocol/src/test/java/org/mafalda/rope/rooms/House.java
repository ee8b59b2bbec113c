package org.mafalda.rope.rooms;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Remote;

/** The root: a house has rooms. */
@Remote
@Contract(name = "rooms", version = 1, failures = BulbBurntException.class)
public interface House extends AutoCloseable {
    /** Where it stands. */
    String address();

    /** The rooms by name. */
    Map<String, Room> rooms();

    /** Builds a room. */
    CompletableFuture<Room> addRoom(String name);

    /** Lets go of the house. */
    @Override
    void close();
}

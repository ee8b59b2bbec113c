package org.mafalda.rope.rooms;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/** A room has lamps. */
@Remote
public interface Room extends AutoCloseable {
    /** What it is called. */
    String name();

    /** Whether it is closed. */
    boolean closed();

    /** The lamps by label. */
    Map<String, Lamp> lamps();

    /** Hangs up a lamp; fails with {@link BulbBurntException} above 1000 W. */
    CompletableFuture<Lamp> addLamp(LampOptions options);

    /** Closes it. */
    @Override
    void close();

    /** After it was closed. */
    @Sticky
    Subscription onClose(Listener<ClosedEvent> listener);

    /** How many lamps are on: runs where it is called. */
    default long burning() {
        return lamps().values().stream().filter(Lamp::on).count();
    }
}

package org.mafalda.demo.conference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;

/** All rooms. Lives until {@link #close}. On the conference's thread, as are the rooms and the peers. */
final class Conference {
    private static final int MAX_NAME_LENGTH = 64;

    private final WorkerPool workers;
    private final ConferenceOptions options;
    private final Executor thread;
    private final Map<String, Room> rooms = new HashMap<>();
    private boolean closed;

    Conference(Mediasoup mediasoup, ConferenceOptions options, Executor thread) {
        this.options = options;
        this.thread = thread;
        workers = new WorkerPool(mediasoup, options.maxWorkers(), thread);
    }

    /** Lets a tab into a room, which is opened if need be; see {@link Room#join}. */
    CompletionStage<Peer> join(Messages.Join request, Outbox outbox, Predicate<Peer> staying) {
        String roomName = checked("room", request.room());
        String peerName = checked("name", request.name());
        if (closed) {
            throw new InvalidStateException("The conference server is shutting down", Map.of());
        }
        Room room = rooms.computeIfAbsent(roomName, name -> new Room(name, workers, thread, () -> rooms.remove(name)));
        return room.join(peerName, outbox, staying, options);
    }

    private static String checked(String field, String name) {
        String text = name.strip();
        if (text.isEmpty() || text.length() > MAX_NAME_LENGTH) {
            throw InvalidArgumentException.of(field, name, "must have 1 to " + MAX_NAME_LENGTH + " characters");
        }
        return text;
    }

    void close() {
        closed = true;
        List.copyOf(rooms.values()).forEach(room -> room.end("The conference server is shutting down."));
        workers.close();
    }
}

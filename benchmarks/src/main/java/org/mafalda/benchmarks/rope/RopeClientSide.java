package org.mafalda.benchmarks.rope;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Codec;

/** A client of ROPE. */
final class RopeClientSide implements ClientSide {
    private static final int RESUMING_SECONDS = 60;

    private final Semaphore resumed = new Semaphore(0);
    private final URI uri;
    private final RopeClientOptions options;
    private final RopeClient<Board> client;
    private final Board board;
    private final Queue<RopeClient<Board>> others = new ConcurrentLinkedQueue<>();

    RopeClientSide(int port, Codec codec) {
        uri = URI.create("ws://127.0.0.1:" + port + "/rope");
        // Reconnection is measured, not the wait before it; a call may have to wait for 100,000 objects.
        options = RopeClientOptions.builder()
                .codecs(codec)
                .backoff(Duration.ofMillis(1), Duration.ofSeconds(10))
                .requestTimeout(Duration.ofSeconds(60))
                .connectTimeout(Duration.ofSeconds(60))
                .build();
        client = connect();
        board = client.root();
    }

    /** One client more. */
    RopeClient<Board> connect() {
        return RopeClient.connect(Board.class, uri, options).join();
    }

    Board board() {
        return board;
    }

    /** Opens so many clients more, which hear of each change of a lamp. */
    void watch(int clients, Runnable heard) {
        for (int i = 0; i < clients; i++) {
            RopeClient<Board> other = connect();
            others.add(other);
            for (int lamp = 0; lamp < Board.CHANGING; lamp++) {
                Board.Lamp changing = other.root().lamps().get(String.valueOf(lamp));
                if (changing == null) {
                    throw new IllegalStateException("There are too few lamps");
                }
                var unused = changing.onTurn(event -> heard.run());
            }
        }
    }

    /** Opens clients until there are so many, which are to be cut off. */
    void open(int clients) {
        while (others.size() < clients) {
            RopeClient<Board> other = connect();
            others.add(other);
            var unused = other.onStateChange(event -> {
                if (event.recovery() == Recovery.RESUMED) {
                    resumed.release();
                } else if (event.recovery() != null) {
                    System.err.println("Session was not resumed [recovery:" + event.recovery() + "]");
                }
            });
        }
    }

    /** Waits until all of these clients have resumed their sessions. */
    void awaitResumed() throws InterruptedException {
        if (!resumed.tryAcquire(others.size(), RESUMING_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "Some sessions were not resumed [resumed:" + resumed.availablePermits() + "]");
        }
    }

    @Override
    public CompletableFuture<String> call(String text) {
        return board.echo(text);
    }

    @Override
    public void listen(int connections, Runnable heard) {
        for (int i = 0; i < connections; i++) {
            RopeClient<Board> other = connect();
            others.add(other);
            var unused = other.root().onText(event -> heard.run());
        }
    }

    @Override
    public void publish(int texts) {
        board.publish(texts);
    }

    @Override
    public AutoCloseable idle() {
        return connect();
    }

    @Override
    public void close() {
        others.forEach(RopeClient::close);
        client.close();
    }
}

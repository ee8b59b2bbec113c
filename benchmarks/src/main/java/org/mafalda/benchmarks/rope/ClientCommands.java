package org.mafalda.benchmarks.rope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a client is told to do. */
final class ClientCommands {
    private final ClientSide client;
    private final Stream stream = new Stream();
    private final List<AutoCloseable> idle = new ArrayList<>();
    private int listeners;

    ClientCommands(ClientSide client) {
        this.client = client;
    }

    long[] run(String command, long[] numbers) throws Exception {
        switch (command) {
            case "load" -> {
                return Load.run(client, (int) numbers[0], TimeUnit.MILLISECONDS.toNanos(numbers[1]));
            }
            case "listen" -> {
                client.listen((int) numbers[0] - listeners, stream::heard);
                listeners = (int) numbers[0];
            }
            case "stream" -> {
                return stream.run(listeners, TimeUnit.MILLISECONDS.toNanos(numbers[0]), client::publish);
            }
            case "idle" -> {
                long start = System.nanoTime();
                while (idle.size() < numbers[0]) {
                    idle.add(client.idle());
                }
                return new long[] {System.nanoTime() - start};
            }
            case "close" -> {
                for (AutoCloseable session : idle) {
                    session.close();
                }
                idle.clear();
            }
            case "lamps" -> rope().board().fit((int) numbers[0]).join();
            case "watch" -> {
                rope().watch((int) numbers[0] - listeners, stream::heard);
                listeners = (int) numbers[0];
            }
            case "change" -> {
                return stream.run(listeners, TimeUnit.MILLISECONDS.toNanos(numbers[0]), rope().board()::change);
            }
            case "sessions" -> rope().open((int) numbers[0]);
            case "resumed" -> rope().awaitResumed();
            default -> throw new IllegalArgumentException("Unknown command [command:" + command + "]");
        }
        return new long[0];
    }

    private RopeClientSide rope() {
        if (client instanceof RopeClientSide rope) {
            return rope;
        }
        throw new UnsupportedOperationException("Not a client of ROPE [client:" + client + "]");
    }
}

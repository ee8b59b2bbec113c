package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stands between clients and a server on loopback: counts bytes, and cuts all connections. One thread does it all. */
final class Relay implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int BUFFER_BYTES = 256 * 1024;

    private final InetSocketAddress target;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final AtomicLong bytesToClients = new AtomicLong();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** Touched by the thread alone. */
    private final Set<Half> halves = new HashSet<>();

    /** What comes from one side and goes to the other. */
    private static final class Half {
        private final SocketChannel from;
        private final SocketChannel to;
        private final boolean toClient;
        private @Nullable ByteBuffer rest;

        private Half(SocketChannel from, SocketChannel to, boolean toClient) {
            this.from = from;
            this.to = to;
            this.toClient = toClient;
        }
    }

    /** Relays to a server that listens on loopback. */
    Relay(int port) throws IOException {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    /** Bytes that went from the server to all clients so far. */
    long bytesToClients() {
        return bytesToClients.get();
    }

    /** Resets all connections; those that are made afterwards are relayed again. */
    void cut() {
        cut.set(true);
        selector.wakeup();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select();
                if (cut.getAndSet(false)) {
                    List.copyOf(halves).forEach(this::drop);
                }
                for (SelectionKey key : new ArrayList<>(selector.selectedKeys())) {
                    selector.selectedKeys().remove(key);
                    handle(key);
                }
            }
        } catch (ClosedSelectorException e) {
            // Closed while it was at work.
            halves.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        // A channel is read by one half and written by the other.
        for (Half half : (Half[]) key.attachment()) {
            try {
                if (half.from == key.channel() && key.isValid() && key.isReadable()) {
                    read(half);
                } else if (half.to == key.channel() && key.isValid() && key.isWritable()) {
                    write(half);
                }
            } catch (IOException e) {
                drop(half);
            }
        }
    }

    private void accept() throws IOException {
        for (SocketChannel client = listening.accept(); client != null; client = listening.accept()) {
            SocketChannel server = SocketChannel.open(target);
            Half[] both = {new Half(client, server, false), new Half(server, client, true)};
            for (Half half : both) {
                half.from.configureBlocking(false);
                half.from.setOption(StandardSocketOptions.TCP_NODELAY, true);
                half.from.register(selector, SelectionKey.OP_READ, both);
                halves.add(half);
            }
        }
    }

    private void read(Half half) throws IOException {
        buffer.clear();
        int count = half.from.read(buffer);
        if (count < 0) {
            drop(half);
            return;
        }
        if (half.toClient) {
            bytesToClients.addAndGet(count);
        }
        half.to.write(buffer.flip());
        if (buffer.hasRemaining()) {
            half.rest = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
            want(half.from, SelectionKey.OP_READ, false);
            want(half.to, SelectionKey.OP_WRITE, true);
        }
    }

    private void write(Half half) throws IOException {
        ByteBuffer left = half.rest;
        if (left != null && half.to.write(left) >= 0 && !left.hasRemaining()) {
            half.rest = null;
            want(half.to, SelectionKey.OP_WRITE, false);
            want(half.from, SelectionKey.OP_READ, true);
        }
    }

    private void want(SocketChannel channel, int operation, boolean wanted) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(wanted ? key.interestOps() | operation : key.interestOps() & ~operation);
        }
    }

    private void drop(Half half) {
        halves.removeIf(other -> other.from == half.from || other.from == half.to);
        for (SocketChannel channel : List.of(half.from, half.to)) {
            try {
                // A reset, not an end.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            } catch (IOException e) {
                // It is gone already.
                half.rest = null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        selector.close();
    }
}

package org.mafalda.rope.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between clients and a server and does to their connections what networks do: cuts them between any two bytes,
 * stalls, splits and delays them, by a seed ({@link Faults}) or by hand.
 *
 * <p>Thread-safe. Listens on a free port of 127.0.0.1 from {@link #start} until {@link #close}.
 */
public final class TcpProxy implements AutoCloseable {
    /** Small, so that a stall is felt by the sender soon. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int CONNECT_MILLIS = 5_000;

    private final ServerSocket listener;
    private final Faults faults;
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
    private final AtomicLong cuts = new AtomicLong();
    private volatile InetSocketAddress target;
    private volatile boolean stalled;
    private volatile boolean refusing;
    private volatile boolean quiet;
    private volatile long outageEndNanos = System.nanoTime();
    /** Of the accepting thread alone; other threads read it. */
    private volatile int connections;

    private TcpProxy(ServerSocket listener, InetSocketAddress target, Faults faults) {
        this.listener = listener;
        this.target = target;
        this.faults = faults;
    }

    /**
     * Begins to listen.
     *
     * @param target where the server listens
     * @throws UncheckedIOException if no port can be had
     */
    public static TcpProxy start(InetSocketAddress target, Faults faults) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReceiveBufferSize(BUFFER_BYTES);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TcpProxy proxy = new TcpProxy(listener, target, faults);
            Thread thread = new Thread(proxy::accept, "tcp-proxy-" + listener.getLocalPort());
            thread.setDaemon(true);
            thread.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Proxy cannot listen", e);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Where connections go that are made from now on. */
    public void target(InetSocketAddress server) {
        target = server;
    }

    /** Holds back all bytes of all connections, present and future, until {@link #flow}. */
    public void stall() {
        stalled = true;
        tunnels.forEach(tunnel -> tunnel.stall(true));
    }

    /** Ends {@link #stall}. */
    public void flow() {
        stalled = false;
        tunnels.forEach(tunnel -> tunnel.stall(false));
    }

    /** Turns away new connections, with a reset, until {@link #admit}. */
    public void refuse() {
        refusing = true;
    }

    /** Ends {@link #refuse}. */
    public void admit() {
        refusing = false;
    }

    /** From now on connections are only cut by hand; splits, delays and stalls go on. */
    public void spare() {
        quiet = true;
    }

    /** Cuts all connections that there are and says how many. */
    public int cut(Cut how) {
        int count = 0;
        for (Tunnel tunnel : List.copyOf(tunnels)) {
            count += tunnel.cut(how) ? 1 : 0;
        }
        return count;
    }

    /** How many connections were made through it. */
    public int connections() {
        return connections;
    }

    /** How many connections were cut: by the seed, by hand, and by {@link #close}. */
    public long cuts() {
        return cuts.get();
    }

    /** Stops listening and resets all connections. Idempotent. */
    @Override
    public void close() {
        refusing = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Proxy cannot stop listening", e);
        }
        tunnels.forEach(tunnel -> tunnel.cut(Cut.RESET));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                take(listener.accept());
            } catch (IOException e) {
                // This connection was not made, or the proxy is closed.
            }
        }
    }

    private void take(Socket client) throws IOException {
        if (refusing || System.nanoTime() - outageEndNanos < 0) {
            Tunnel.close(client, true);
            return;
        }
        Socket server = new Socket();
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.setReceiveBufferSize(BUFFER_BYTES);
            server.connect(target, CONNECT_MILLIS);
        } catch (IOException e) {
            Tunnel.close(server, true);
            Tunnel.close(client, true);
            throw e;
        }
        int number = connections;
        connections = number + 1;
        Tunnel tunnel = new Tunnel(this, client, server, stalled);
        tunnels.add(tunnel);
        tunnel.stall(stalled);
        tunnel.start(new Course(faults, number, 0), new Course(faults, number, 1), "tcp-proxy-" + number);
        if (refusing && listener.isClosed()) {
            var unused = tunnel.cut(Cut.RESET);
        }
    }

    /** A cut that the seed has decided; false if there shall be none any more. */
    boolean cutByCourse(Tunnel tunnel, Cut how, long outageNanos) {
        if (quiet) {
            return false;
        }
        outageEndNanos = System.nanoTime() + outageNanos;
        var unused = tunnel.cut(how);
        return true;
    }

    /** A connection is about to be cut. */
    void cutting() {
        cuts.incrementAndGet();
    }

    void over(Tunnel tunnel) {
        tunnels.remove(tunnel);
    }
}

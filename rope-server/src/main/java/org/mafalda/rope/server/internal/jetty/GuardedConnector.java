package org.mafalda.rope.server.internal.jetty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.internal.Refusals;

/**
 * Accepts connections: so many from each address, and only such as become WebSockets in time, however slowly they say
 * what they say. Thread-safe.
 */
final class GuardedConnector extends ServerConnector {
    /** Connections that have not become WebSockets may be as many again before they are closed unheard. */
    private static final int UNHEARD = 2;
    /** Who has one IPv6 address has as a rule all of the same 64 bits. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final RopeServerOptions options;
    private volatile int maxConnectionsPerAddress;
    private final Refusals refusals;
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final Map<EndPoint, Guest> guests = new ConcurrentHashMap<>();

    /** Of a connection that is open; where it came from cannot be asked any more when it is closed. */
    private record Guest(String network, Scheduler.Task deadline) {}

    GuardedConnector(
            Server server,
            SslContextFactory.@Nullable Server encryption,
            HttpConnectionFactory http,
            RopeServerOptions options,
            Refusals refusals) {
        super(server, encryption, http);
        this.options = options;
        this.maxConnectionsPerAddress = options.maxConnectionsPerAddress();
        this.refusals = refusals;
        setIdleTimeout(options.helloTimeout().toMillis());
    }

    /** Connections that come from now on are counted against that. */
    void maxConnectionsPerAddress(int changed) {
        maxConnectionsPerAddress = changed;
    }

    /** Whether an upgrade from there is one too many. */
    boolean isCrowded(SocketAddress from) {
        return perAddress.getOrDefault(network(from), 0) > maxConnectionsPerAddress;
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        SocketAddress from = endPoint.getRemoteSocketAddress();
        String network = network(from);
        int present = perAddress.merge(network, 1, Integer::sum);
        Scheduler.Task deadline = getScheduler()
                .schedule(() -> expire(endPoint), options.helloTimeout().toNanos(), TimeUnit.NANOSECONDS);
        guests.put(endPoint, new Guest(network, deadline));
        if (present > UNHEARD * (long) maxConnectionsPerAddress) {
            refusals.count(Refusal.CONNECTIONS, "Too many connections from one address", String.valueOf(from));
            endPoint.close();
        }
    }

    private void expire(EndPoint endPoint) {
        if (endPoint.isOpen() && !isUpgraded(endPoint.getConnection())) {
            refusals.count(
                    Refusal.HANDSHAKE,
                    "Connection did not become a WebSocket in time",
                    String.valueOf(endPoint.getRemoteSocketAddress()));
            endPoint.close();
        }
    }

    private static boolean isUpgraded(@Nullable Connection connection) {
        Connection inner =
                connection instanceof SslConnection ssl ? ssl.getSslEndPoint().getConnection() : connection;
        return inner instanceof WebSocketConnection;
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        Guest guest = guests.remove(endPoint);
        if (guest != null) {
            guest.deadline().cancel();
            perAddress.computeIfPresent(guest.network(), (network, count) -> count == 1 ? null : count - 1);
        }
        super.onEndPointClosed(endPoint);
    }

    private static String network(@Nullable SocketAddress from) {
        if (!(from instanceof InetSocketAddress socket)) {
            return "";
        }
        InetAddress address = socket.getAddress();
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}

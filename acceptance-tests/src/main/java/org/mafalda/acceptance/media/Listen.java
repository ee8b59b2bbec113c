package org.mafalda.acceptance.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** Listen infos on loopback, and free ports there. */
public final class Listen {
    /** Loopback. */
    public static final String IP = "127.0.0.1";

    private Listen() {}

    /** UDP on any port. */
    public static TransportListenInfo udp() {
        return TransportListenInfo.of(TransportProtocol.UDP, IP);
    }

    /** TCP on any port. */
    public static TransportListenInfo tcp() {
        return TransportListenInfo.of(TransportProtocol.TCP, IP);
    }

    /** UDP on that port. */
    public static TransportListenInfo udp(int port) {
        return TransportListenInfo.builder(TransportProtocol.UDP, IP).port(port).build();
    }

    /** A UDP port that was free a moment ago. */
    public static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lower of two adjacent UDP ports that were free a moment ago. */
    public static int freeUdpPortPair() {
        return freePortPair(TransportProtocol.UDP);
    }

    /** The lower of two adjacent ports that were free a moment ago. */
    public static int freePortPair(TransportProtocol protocol) {
        boolean udp = protocol == TransportProtocol.UDP;
        while (true) {
            int port = udp ? freeUdpPort() : freeTcpPort();
            if (port < 65535 && (udp ? isFreeUdp(port + 1) : isFreeTcp(port + 1))) {
                return port;
            }
        }
    }

    private static boolean isFreeUdp(int port) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    private static boolean isFreeTcp(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    /** A TCP port that was free a moment ago. */
    public static int freeTcpPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this machine has the IPv6 loopback address. */
    public static boolean hasIpv6() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

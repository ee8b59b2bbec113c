package org.mafalda.acceptance.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** Listen infos on loopback, and free ports there. */
public final class Listen {
    /** Loopback. */
    public static final String IP = "127.0.0.1";

    /**
     * Above the ports that Linux gives out (up to 60999) and those that workers take (10000 to 59999): nobody takes one
     * of them before the test does.
     */
    private static final int LOWEST_PORT = 61_000;

    private static final int PAIRS = (65_536 - LOWEST_PORT) / 2;
    private static final AtomicInteger TAKEN =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PAIRS));

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

    /** TCP on that port. */
    public static TransportListenInfo tcp(int port) {
        return TransportListenInfo.builder(TransportProtocol.TCP, IP).port(port).build();
    }

    /** A UDP port that is free. */
    public static int freeUdpPort() {
        return freePort(Listen::isFreeUdp);
    }

    /** The lower of two adjacent UDP ports that are free. */
    public static int freeUdpPortPair() {
        return freePortPair(TransportProtocol.UDP);
    }

    /** The lower of two adjacent ports that are free. */
    public static int freePortPair(TransportProtocol protocol) {
        IntPredicate free = protocol == TransportProtocol.UDP ? Listen::isFreeUdp : Listen::isFreeTcp;
        return freePort(port -> free.test(port) && free.test(port + 1));
    }

    /** An even one, with that behind it reserved as well. */
    private static int freePort(IntPredicate free) {
        return IntStream.generate(TAKEN::getAndIncrement)
                .limit(PAIRS)
                .map(number -> LOWEST_PORT + 2 * Math.floorMod(number, PAIRS))
                .filter(free)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No port is free from " + LOWEST_PORT + " on"));
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

    /** A TCP port that is free. */
    public static int freeTcpPort() {
        return freePort(Listen::isFreeTcp);
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

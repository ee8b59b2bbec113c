package org.mafalda.rope.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
    private static final int DEADLINE_MILLIS = 10_000;
    private static final int SHORT_MILLIS = 100;

    private final ServerSocket server = listening();

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private TcpProxy proxy(Faults faults) {
        return TcpProxy.start(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), faults);
    }

    private static Socket connect(TcpProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }

    private Socket accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** All that comes until the end. */
    private CompletableFuture<byte[]> received() {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = accept()) {
                return socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Sends until there is nobody any more, and ends its side. */
    private static void send(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // Cut before the end.
        }
    }

    @Test
    void whatIsSplitDelayedAndStalledArrivesWhole() throws Exception {
        Faults faults = Faults.builder(7)
                .split(50)
                .delay(5_000, Duration.ofMillis(1))
                .stall(50_000, Duration.ofMillis(20))
                .build();
        byte[] sent = bytes(200_000);
        try (TcpProxy proxy = proxy(faults);
                Socket client = connect(proxy)) {
            CompletableFuture<byte[]> received = received();
            send(client, sent);

            assertThat(await(received)).isEqualTo(sent);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.cuts()).isZero();
        }
    }

    @Test
    void theSameSeedCutsAfterTheSameByte() throws Exception {
        Faults faults = Faults.builder(3).cut(10_000, 0).build();

        List<Integer> first = lengthsOfThreeConnections(faults);

        assertThat(lengthsOfThreeConnections(faults)).isEqualTo(first);
        assertThat(first).allMatch(length -> length < 20_000);
        assertThat(first)
                .isNotEqualTo(lengthsOfThreeConnections(
                        Faults.builder(4).cut(10_000, 0).build()));
    }

    private List<Integer> lengthsOfThreeConnections(Faults faults) throws Exception {
        List<Integer> lengths = new ArrayList<>();
        try (TcpProxy proxy = proxy(faults)) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<byte[]> received = received();
                try (Socket client = connect(proxy)) {
                    send(client, bytes(40_000));
                    lengths.add(await(received).length);
                }
            }
            assertThat(proxy.cuts()).isEqualTo(lengths.size());
            assertThat(proxy.connections()).isEqualTo(lengths.size());
        }
        return lengths;
    }

    @Test
    void anEndIsAnEndAndAResetIsAReset() throws Exception {
        try (TcpProxy proxy = proxy(Faults.NONE)) {
            for (Cut how : Cut.values()) {
                try (Socket client = connect(proxy);
                        Socket accepted = accept()) {
                    client.getOutputStream().write(1);
                    assertThat(accepted.getInputStream().read()).isEqualTo(1);

                    assertThat(proxy.cut(how)).isEqualTo(1);

                    if (how == Cut.END) {
                        assertThat(client.getInputStream().read()).isEqualTo(-1);
                        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
                    } else {
                        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
                        assertThatThrownBy(() -> accepted.getInputStream().read())
                                .isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Test
    void nothingPassesWhileItIsStalled() throws Exception {
        try (TcpProxy proxy = proxy(Faults.NONE);
                Socket client = connect(proxy);
                Socket accepted = accept()) {
            proxy.stall();
            client.getOutputStream().write(1);
            accepted.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.flow();
            accepted.setSoTimeout(DEADLINE_MILLIS);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void connectionsAreTurnedAwayAndAdmittedAgain() throws Exception {
        try (TcpProxy proxy = proxy(Faults.NONE)) {
            proxy.refuse();
            assertThatThrownBy(() -> connect(proxy).getInputStream().read()).isInstanceOf(IOException.class);

            proxy.admit();
            try (Socket client = connect(proxy);
                    Socket accepted = accept()) {
                accepted.getOutputStream().write(1);
                assertThat(client.getInputStream().read()).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsSparedIsNotCut() throws Exception {
        byte[] sent = bytes(100_000);
        try (TcpProxy proxy = proxy(Faults.builder(1).cut(1_000, 0).build())) {
            proxy.spare();
            CompletableFuture<byte[]> received = received();
            try (Socket client = connect(proxy)) {
                send(client, sent);
                assertThat(await(received)).isEqualTo(sent);
            }
        }
    }
}

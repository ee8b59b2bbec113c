package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** JSON-RPC of LSP4J over a socket: a thread reads from each. */
final class Lsp4jServerSide implements ServerSide {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Lsp4jServerSide() throws IOException {
        Thread accepting = new Thread(this::accept, "lsp4j-accept");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** What can be called. */
    public interface Echo {
        /** Completes with what it was given. */
        @JsonRequest
        CompletableFuture<String> echo(String text);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                Echo echo = CompletableFuture::completedFuture;
                var unused = new Launcher.Builder<Echo>()
                        .setLocalService(echo)
                        .setRemoteInterface(Echo.class)
                        .setInput(socket.getInputStream())
                        .setOutput(socket.getOutputStream())
                        .create()
                        .startListening();
            }
        } catch (IOException e) {
            if (!listening.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}

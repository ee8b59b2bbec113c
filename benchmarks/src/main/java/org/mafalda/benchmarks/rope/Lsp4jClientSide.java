package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Launcher;

/** JSON-RPC of LSP4J over a socket. */
final class Lsp4jClientSide implements ClientSide {
    private final Socket socket;
    private final Lsp4jServerSide.Echo remote;

    Lsp4jClientSide(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        Launcher<Lsp4jServerSide.Echo> launcher = new Launcher.Builder<Lsp4jServerSide.Echo>()
                .setLocalService(new Object())
                .setRemoteInterface(Lsp4jServerSide.Echo.class)
                .setInput(socket.getInputStream())
                .setOutput(socket.getOutputStream())
                .create();
        remote = launcher.getRemoteProxy();
        var unused = launcher.startListening();
    }

    @Override
    public CompletableFuture<String> call(String text) {
        return remote.echo(text);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

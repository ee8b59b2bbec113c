package org.mafalda.benchmarks.rope;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import java.util.concurrent.CompletableFuture;

/** RSocket over TCP. */
final class RSocketClientSide implements ClientSide {
    private final RSocket socket;

    RSocketClientSide(int port) {
        RSocket connected = RSocketConnector.connectWith(TcpClientTransport.create("127.0.0.1", port))
                .block();
        if (connected == null) {
            throw new IllegalStateException("RSocket did not connect");
        }
        socket = connected;
    }

    @Override
    public CompletableFuture<String> call(String text) {
        return socket.requestResponse(DefaultPayload.create(text))
                .map(RSocketClientSide::text)
                .toFuture();
    }

    private static String text(Payload payload) {
        String text = payload.getDataUtf8();
        payload.release();
        return text;
    }

    @Override
    public void close() {
        socket.dispose();
    }
}

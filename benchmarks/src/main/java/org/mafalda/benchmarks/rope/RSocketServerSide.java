package org.mafalda.benchmarks.rope;

import io.rsocket.Payload;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import reactor.core.publisher.Mono;

/** RSocket over TCP. */
final class RSocketServerSide implements ServerSide {
    private final CloseableChannel server = RSocketServer.create(
                    SocketAcceptor.forRequestResponse(RSocketServerSide::echo))
            .bindNow(TcpServerTransport.create("127.0.0.1", 0));

    private static Mono<Payload> echo(Payload request) {
        String text = request.getDataUtf8();
        request.release();
        return Mono.just(DefaultPayload.create(text));
    }

    @Override
    public int port() {
        return server.address().getPort();
    }

    @Override
    public void close() {
        server.dispose();
    }
}

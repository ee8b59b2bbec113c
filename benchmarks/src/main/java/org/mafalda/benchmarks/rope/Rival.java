package org.mafalda.benchmarks.rope;

import org.mafalda.rope.protocol.Codec;

/** A way to call a procedure on another machine, and to be told of events there. */
enum Rival {
    /** ROPE as it is by default. */
    ROPE("rope") {
        @Override
        ServerSide serve() {
            return new RopeServerSide();
        }

        @Override
        ClientSide connect(int port) {
            return new RopeClientSide(port, Codec.JSON);
        }
    },
    ROPE_CBOR("rope-cbor") {
        @Override
        ServerSide serve() {
            return new RopeServerSide();
        }

        @Override
        ClientSide connect(int port) {
            return new RopeClientSide(port, Codec.CBOR);
        }
    },
    /** The limit: a bare WebSocket of Jetty, {@code sendText} for each message, no codec. */
    JETTY_ECHO("jetty-echo") {
        @Override
        ServerSide serve() throws Exception {
            return new JettyServerSide();
        }

        @Override
        ClientSide connect(int port) throws Exception {
            return new JettyClientSide(port);
        }
    },
    /** gRPC with {@code directExecutor} on both sides, as fast as it can be. */
    GRPC_DIRECT("grpc-direct") {
        @Override
        ServerSide serve() throws Exception {
            return new GrpcServerSide(true);
        }

        @Override
        ClientSide connect(int port) {
            return new GrpcClientSide(port, true);
        }
    },
    /** gRPC as it is by default. */
    GRPC("grpc") {
        @Override
        ServerSide serve() throws Exception {
            return new GrpcServerSide(false);
        }

        @Override
        ClientSide connect(int port) {
            return new GrpcClientSide(port, false);
        }
    },
    /** LSP4J's JSON-RPC over a socket. */
    LSP4J("lsp4j") {
        @Override
        ServerSide serve() throws Exception {
            return new Lsp4jServerSide();
        }

        @Override
        ClientSide connect(int port) throws Exception {
            return new Lsp4jClientSide(port);
        }
    },
    RMI("rmi") {
        @Override
        ServerSide serve() throws Exception {
            return new RmiServerSide();
        }

        @Override
        ClientSide connect(int port) throws Exception {
            return new RmiClientSide(port);
        }
    },
    /** RSocket over TCP, with strings for payloads: there is no codec. */
    RSOCKET("rsocket") {
        @Override
        ServerSide serve() {
            return new RSocketServerSide();
        }

        @Override
        ClientSide connect(int port) {
            return new RSocketClientSide(port);
        }
    };

    private final String label;

    Rival(String label) {
        this.label = label;
    }

    /** Starts a server on loopback. */
    abstract ServerSide serve() throws Exception;

    /** Connects a client to the server of the other process. */
    abstract ClientSide connect(int port) throws Exception;

    /** Its name in tables. */
    @Override
    public String toString() {
        return label;
    }
}

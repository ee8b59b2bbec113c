package org.mafalda.benchmarks.rope;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A gRPC server on Netty. */
final class GrpcServerSide implements ServerSide {
    private final Server server;
    /** Guarded by itself. */
    private final List<StreamObserver<StringValue>> listening = new ArrayList<>();

    GrpcServerSide(boolean direct) throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (direct) {
            builder.directExecutor();
        }
        server = builder.addService(ServerServiceDefinition.builder(Grpc.SERVICE)
                        .addMethod(Grpc.ECHO, ServerCalls.asyncUnaryCall(GrpcServerSide::echo))
                        .addMethod(Grpc.PUBLISH, ServerCalls.asyncUnaryCall(this::publish))
                        .addMethod(Grpc.LISTEN, ServerCalls.asyncServerStreamingCall(this::listen))
                        .build())
                .build()
                .start();
    }

    private static void echo(StringValue request, StreamObserver<StringValue> answer) {
        answer.onNext(StringValue.of(request.getValue()));
        answer.onCompleted();
    }

    private void publish(Int32Value texts, StreamObserver<Int32Value> answer) {
        synchronized (listening) {
            for (int i = 0; i < texts.getValue(); i++) {
                StringValue event = StringValue.of(TEXT);
                listening.forEach(listener -> listener.onNext(event));
            }
        }
        answer.onNext(texts);
        answer.onCompleted();
    }

    private void listen(Int32Value request, StreamObserver<StringValue> listener) {
        ((ServerCallStreamObserver<StringValue>) listener).setOnCancelHandler(() -> {
            synchronized (listening) {
                listening.remove(listener);
            }
        });
        synchronized (listening) {
            listening.add(listener);
            listener.onNext(StringValue.of(TEXT));
        }
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}

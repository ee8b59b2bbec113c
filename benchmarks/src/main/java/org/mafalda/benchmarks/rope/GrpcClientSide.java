package org.mafalda.benchmarks.rope;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A gRPC client on Netty; a session of its own is a channel with a stream of events. */
final class GrpcClientSide implements ClientSide {
    private final boolean direct;
    private final InetSocketAddress address;
    private final ManagedChannel channel;
    private final Queue<ManagedChannel> others = new ConcurrentLinkedQueue<>();

    GrpcClientSide(int port, boolean direct) {
        this.direct = direct;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.channel = connect();
    }

    private ManagedChannel connect() {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address).usePlaintext();
        if (direct) {
            builder.directExecutor();
        }
        return builder.build();
    }

    /** Hands over all that comes; the future completes with the last that came, or when the first is here. */
    private static final class Taking<T> implements StreamObserver<T> {
        private final CompletableFuture<T> first = new CompletableFuture<>();
        private final Consumer<T> others;

        Taking(Consumer<T> others) {
            this.others = others;
        }

        @Override
        public void onNext(T value) {
            if (!first.complete(value)) {
                others.accept(value);
            }
        }

        @Override
        public void onError(Throwable failure) {
            first.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }

    @Override
    public CompletableFuture<String> call(String text) {
        Taking<StringValue> answer = new Taking<>(more -> {});
        ClientCalls.asyncUnaryCall(channel.newCall(Grpc.ECHO, CallOptions.DEFAULT), StringValue.of(text), answer);
        return answer.first.thenApply(StringValue::getValue);
    }

    @Override
    public void listen(int connections, Runnable heard) throws Exception {
        for (int i = 0; i < connections; i++) {
            others.add(listen(text -> heard.run()));
        }
    }

    private ManagedChannel listen(Consumer<StringValue> heard) throws Exception {
        ManagedChannel opened = connect();
        Taking<StringValue> events = new Taking<>(heard);
        ClientCalls.asyncServerStreamingCall(
                opened.newCall(Grpc.LISTEN, CallOptions.DEFAULT), Int32Value.getDefaultInstance(), events);
        events.first.get();
        return opened;
    }

    @Override
    public void publish(int texts) {
        ClientCalls.asyncUnaryCall(
                channel.newCall(Grpc.PUBLISH, CallOptions.DEFAULT), Int32Value.of(texts), new Taking<>(more -> {}));
    }

    @Override
    public AutoCloseable idle() throws Exception {
        return listen(text -> {})::shutdownNow;
    }

    @Override
    public void close() {
        others.forEach(ManagedChannel::shutdownNow);
        channel.shutdownNow();
    }
}

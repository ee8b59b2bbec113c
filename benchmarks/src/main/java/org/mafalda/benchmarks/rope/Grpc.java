package org.mafalda.benchmarks.rope;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/** The gRPC service; its messages are those that protobuf brings along, so that none must be generated. */
final class Grpc {
    static final String SERVICE = "benchmark.Echo";

    /** Answers a text with the same text. */
    static final MethodDescriptor<StringValue, StringValue> ECHO =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Echo"))
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    /** Sends so many texts to all who listen. */
    static final MethodDescriptor<Int32Value, Int32Value> PUBLISH =
            MethodDescriptor.<Int32Value, Int32Value>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Publish"))
                    .setRequestMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
                    .build();

    /** Sends one text at once, and then all that are published. */
    static final MethodDescriptor<Int32Value, StringValue> LISTEN =
            MethodDescriptor.<Int32Value, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Listen"))
                    .setRequestMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private Grpc() {}
}

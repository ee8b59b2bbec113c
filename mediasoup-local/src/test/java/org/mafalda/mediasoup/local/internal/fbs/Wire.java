package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.worker.fbs.message.Message;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.mafalda.mediasoup.worker.fbs.response.Response;

/** The two ends of the channel, in memory. */
final class Wire {
    private Wire() {}

    /** The body of a request, as the worker reads it. */
    static <B extends Table> B body(Request<?> request, B table) {
        org.mafalda.mediasoup.worker.fbs.request.Request sent = sent(request);
        sent.body(table);
        return table;
    }

    /** A request, as the worker reads it. */
    static org.mafalda.mediasoup.worker.fbs.request.Request sent(Request<?> request) {
        ByteBuffer frame = MessageFbs.request(new FlatBufferBuilder(), 7, request);
        return (org.mafalda.mediasoup.worker.fbs.request.Request)
                message(frame).data(new org.mafalda.mediasoup.worker.fbs.request.Request());
    }

    /** A notification to the worker, as the worker reads it. */
    static Notification sent(org.mafalda.mediasoup.local.internal.channel.Notification notification) {
        return (Notification) message(MessageFbs.notification(new FlatBufferBuilder(), notification))
                .data(new Notification());
    }

    private static Message message(ByteBuffer frame) {
        frame.position(frame.position() + Integer.BYTES);
        return Message.getRootAsMessage(frame);
    }

    /** What a request makes of an answer. */
    static <T> T answered(Request<T> request, int bodyType, ToIntFunction<FlatBufferBuilder> body) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        builder.finish(Response.createResponse(builder, 7, true, (byte) bodyType, body.applyAsInt(builder), 0, 0));
        Reply reply = Response.getRootAsResponse(builder.dataBuffer())::body;
        return request.decoder().apply(reply);
    }

    /** What is made of a notification by the worker. */
    static @Nullable Object told(int event, int bodyType, ToIntFunction<FlatBufferBuilder> body) {
        return NotificationFbs.decode(notification(event, bodyType, body));
    }

    /** A notification by the worker. */
    static Notification notification(int event, int bodyType, ToIntFunction<FlatBufferBuilder> body) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int bodyOffset = body.applyAsInt(builder);
        int handlerId = builder.createString("handler");
        builder.finish(Notification.createNotification(builder, handlerId, event, (byte) bodyType, bodyOffset));
        return Notification.getRootAsNotification(builder.dataBuffer());
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.local.internal.channel.BrokenChannelException;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.worker.fbs.log.Log;
import org.mafalda.mediasoup.worker.fbs.message.Body;
import org.mafalda.mediasoup.worker.fbs.message.Message;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.mafalda.mediasoup.worker.fbs.request.Request;
import org.mafalda.mediasoup.worker.fbs.response.Response;

/** The envelope of all that is said to and by the worker. */
public final class MessageFbs {
    private MessageFbs() {}

    /** Writes a request, its length in front; the result is valid until the builder is used again. */
    public static ByteBuffer request(
            FlatBufferBuilder builder, int id, org.mafalda.mediasoup.local.internal.channel.Request<?> request) {
        int body = request.body().applyAsInt(builder);
        int handlerId = builder.createString(request.handlerId());
        int offset = Request.createRequest(
                builder, Integer.toUnsignedLong(id), request.method(), handlerId, (byte) request.bodyType(), body);
        return finish(builder, Body.Request, offset);
    }

    /** Writes a notification, its length in front; the result is valid until the builder is used again. */
    public static ByteBuffer notification(
            FlatBufferBuilder builder, org.mafalda.mediasoup.local.internal.channel.Notification notification) {
        int body = notification.body().applyAsInt(builder);
        int handlerId = builder.createString(notification.handlerId());
        int offset = Notification.createNotification(
                builder, handlerId, notification.event(), (byte) notification.bodyType(), body);
        return finish(builder, Body.Notification, offset);
    }

    private static ByteBuffer finish(FlatBufferBuilder builder, byte type, int offset) {
        builder.finishSizePrefixed(Message.createMessage(builder, type, offset));
        return builder.dataBuffer();
    }

    /**
     * Reads a message without its length and hands its content to the right taker, before it returns.
     *
     * @param wantsPackets whether packets for that object are read at all
     */
    public static void read(
            ByteBuffer bytes,
            ResponseTaker responses,
            Predicate<String> wantsPackets,
            BiConsumer<String, Object> notifications,
            Consumer<String> logs) {
        Message message = Message.getRootAsMessage(bytes);
        switch (message.dataType()) {
            case Body.Response -> {
                Response response = present((Response) message.data(new Response()));
                responses.take((int) response.id(), new Outcome(response));
            }
            case Body.Notification -> {
                Notification notification = present((Notification) message.data(new Notification()));
                String handlerId = notification.handlerId();
                if (NotificationFbs.isPacket(notification) && !wantsPackets.test(handlerId)) {
                    return;
                }
                Object decoded = NotificationFbs.decode(notification);
                if (decoded != null) {
                    notifications.accept(handlerId, decoded);
                }
            }
            case Body.Log -> logs.accept(present((Log) message.data(new Log())).data());
            default ->
                throw new BrokenChannelException(
                        "Worker sent a message of an unknown type [type:" + message.dataType() + "]");
        }
    }

    private static <T> T present(@Nullable T table) {
        if (table == null) {
            throw new BrokenChannelException("Worker sent a message without content");
        }
        return table;
    }

    /** Takes responses. */
    @FunctionalInterface
    public interface ResponseTaker {
        /** The outcome of the request of that id; valid only during the call. */
        void take(int id, Outcome outcome);
    }

    /** What came of a request; valid only while its message is being read. */
    public static final class Outcome {
        private final Response response;

        private Outcome(Response response) {
            this.response = response;
        }

        /** Whether the request was accepted: then there is a {@link #reply}, otherwise a {@link #failure}. */
        public boolean accepted() {
            return response.accepted();
        }

        /** The reply to an accepted request. */
        public Reply reply() {
            return response::body;
        }

        /** Why the request was refused. */
        public MediasoupException failure(String method, String handlerId) {
            String reason = response.reason();
            String fact = reason == null || reason.isEmpty() ? "Worker refused the request" : reason;
            Map<String, String> details = new LinkedHashMap<>();
            if (!fact.contains("[method:")) {
                details.put("method", method);
            }
            if (!handlerId.isEmpty()) {
                details.put("handlerId", handlerId);
            }
            String error = response.error();
            if ("TypeError".equals(error)) {
                return new InvalidArgumentException(fact, details);
            }
            if ("NotFoundError".equals(error)) {
                return new NotFoundException(fact, details);
            }
            return new RequestFailedException(fact, details);
        }
    }
}

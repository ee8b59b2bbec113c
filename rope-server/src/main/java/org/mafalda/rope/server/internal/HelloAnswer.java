package org.mafalda.rope.server.internal;

import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.MessageWriter;
import tools.jackson.core.JsonParser;

/** The answer to a hello (section 4 of the specification). */
final class HelloAnswer {
    private HelloAnswer() {}

    static byte[] write(
            Exporter exporter, ServerSession session, long requestId, Hello hello, boolean resumed, long received) {
        String digest = exporter.contract().digest();
        return MessageWriter.result(session.codec(), requestId, out -> {
            out.writeStartObject();
            out.writeStringProperty("session", session.id());
            out.writeStringProperty("key", session.key());
            out.writeStringProperty("epoch", exporter.epoch());
            out.writeBooleanProperty("resumed", resumed);
            out.writeBooleanProperty("adopted", session.isAdopted());
            out.writeNumberProperty("received", received);
            out.writeStringProperty("digest", digest);
            if (!digest.equals(hello.digest())) {
                out.writeName("description");
                byte[] description = exporter.contract().description();
                try (JsonParser in = Codec.JSON.parser(description, 0, description.length)) {
                    in.nextToken();
                    out.copyCurrentStructure(in);
                }
            }
            out.writeArrayPropertyStart("forbidden");
            session.permissions().forbidden().forEach(out::writeString);
            out.writeEndArray();
            out.writeNumberProperty("heartbeat", exporter.options().heartbeat().toMillis());
            out.writeNumberProperty(
                    "resumeWindow", exporter.options().resumeWindow().toMillis());
            out.writeNumberProperty("maxMessage", session.maxMessage());
            out.writeEndObject();
        });
    }
}

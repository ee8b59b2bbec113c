package org.mafalda.rope.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Writes down what it is handed, one line each. */
class RecordingTaker implements MessageTaker {
    final List<String> taken = new ArrayList<>();

    /** Reads a frame that is written in JSON, in the codec of this run. */
    static List<String> read(String frame) {
        Codec codec = Transcoder.codec();
        return read(codec, Transcoder.fromJson(codec, frame));
    }

    static List<String> read(Codec codec, byte[] frame) {
        RecordingTaker taker = new RecordingTaker();
        FrameReader.read(codec, frame, 0, frame.length, taker);
        return taker.taken;
    }

    /** The value without white space. */
    static String json(Slice slice) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonParser in = slice.open();
                JsonGenerator out = Codec.JSON.generator(json)) {
            TokenCopy.copy(in, out);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void request(long id, String method, Slice params) {
        taken.add("request " + id + " " + method + " " + json(params));
    }

    @Override
    public void notification(String method, Slice params, boolean lossy) {
        taken.add((lossy ? "lossy " : "notification ") + method + " " + json(params));
    }

    @Override
    public void result(long id, Slice result) {
        taken.add("result " + id + " " + json(result));
    }

    @Override
    public void error(long id, WireError error) {
        taken.add("error " + id + " " + error.code() + " " + error.message() + " " + error.name() + " " + error.fact()
                + " " + error.details());
    }

    @Override
    public void invalid(@Nullable Long id, int code, String message) {
        taken.add("invalid " + id + " " + code + " " + message);
    }
}

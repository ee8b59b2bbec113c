package org.mafalda.rope.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what it is handed, one line each. */
class RecordingTaker implements MessageTaker {
    private final List<String> taken = new ArrayList<>();

    static List<String> read(String frame) {
        return read(Json.bytes(frame));
    }

    static List<String> read(byte[] frame) {
        RecordingTaker taker = new RecordingTaker();
        FrameReader.read(Codec.JSON, frame, 0, frame.length, taker);
        return taker.taken;
    }

    @Override
    public void request(long id, String method, Slice params) {
        taken.add("request " + id + " " + method + " " + params);
    }

    @Override
    public void notification(String method, Slice params) {
        taken.add("notification " + method + " " + params);
    }

    @Override
    public void result(long id, Slice result) {
        taken.add("result " + id + " " + result);
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

package org.mafalda.rope.protocol;

import java.util.Arrays;
import org.mafalda.rope.ProtocolException;

/**
 * Walks once over a frame and refuses what is not one well-formed CBOR item of the kind that the specification allows:
 * no tags, no undefined or other simple values than false, true and null, text as the keys of maps, and all text in
 * UTF-8. Afterwards no length in the frame reaches beyond its end. Holds a few words per depth, whatever the frame
 * claims to contain.
 */
final class CborCheck {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    private static final int FALSE = 20;
    private static final int NULL = 22;
    private static final int HALF_FLOAT = 25;
    private static final int DOUBLE_FLOAT = 27;
    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xFF;

    private static final int USUAL_DEPTH = 12;

    private final byte[] bytes;
    private final int end;
    private int at;
    /** Of each open container: how many items are to come, or less than zero if a break ends it. */
    private long[] remaining = new long[USUAL_DEPTH];
    /** Of each open container: whether it is a map. */
    private boolean[] map = new boolean[USUAL_DEPTH];
    /** Of each open map: whether a key is next. */
    private boolean[] keyNext = new boolean[USUAL_DEPTH];

    private int depth;

    CborCheck(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    void run() {
        item();
        while (depth > 0) {
            int top = depth - 1;
            if (remaining[top] == 0) {
                depth--;
            } else if (remaining[top] < 0 && at < end && bytes[at] == (byte) BREAK) {
                if (map[top] && !keyNext[top]) {
                    throw malformed("a key has no value");
                }
                at++;
                depth--;
            } else {
                if (remaining[top] > 0) {
                    remaining[top]--;
                }
                if (map[top]) {
                    checkKey(top);
                }
                item();
            }
        }
        if (at != end) {
            throw malformed("something follows its value");
        }
    }

    private void checkKey(int top) {
        if (keyNext[top] && at < end && (bytes[at] & 0xFF) >> 5 != TEXT) {
            throw malformed("a key is not text");
        }
        keyNext[top] = !keyNext[top];
    }

    private void item() {
        int initial = next();
        int info = initial & 0x1F;
        switch (initial >> 5) {
            case UNSIGNED, NEGATIVE -> argument(info);
            case BYTES, TEXT -> string(initial >> 5, info);
            case ARRAY -> open(info, false);
            case MAP -> open(info, true);
            case TAG -> throw malformed("it has a tag");
            default -> simple(info);
        }
    }

    private void simple(int info) {
        if (info >= HALF_FLOAT && info <= DOUBLE_FLOAT) {
            argument(info);
        } else if (info < FALSE || info > NULL) {
            throw malformed("it has a simple value that is neither false, true nor null");
        }
    }

    private void string(int major, int info) {
        if (info != INDEFINITE) {
            skip(major, argument(info));
            return;
        }
        for (int chunk = next(); chunk != BREAK; chunk = next()) {
            if (chunk >> 5 != major || (chunk & 0x1F) == INDEFINITE) {
                throw malformed("a part of a string is of another kind");
            }
            skip(major, argument(chunk & 0x1F));
        }
    }

    private void open(int info, boolean isMap) {
        if (depth == Codec.MAX_DEPTH_READ) {
            throw malformed("it is nested deeper than " + Codec.MAX_DEPTH_READ);
        }
        if (depth == remaining.length) {
            remaining = Arrays.copyOf(remaining, 2 * depth);
            map = Arrays.copyOf(map, 2 * depth);
            keyNext = Arrays.copyOf(keyNext, 2 * depth);
        }
        long items = -1;
        if (info != INDEFINITE) {
            long claimed = argument(info);
            if (claimed < 0 || claimed > end - at) {
                throw malformed("it ends too early");
            }
            items = isMap ? 2 * claimed : claimed;
        }
        remaining[depth] = items;
        map[depth] = isMap;
        keyNext[depth] = isMap;
        depth++;
    }

    /** The argument of a head; less than zero stands for more than 63 bits. */
    private long argument(int info) {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw malformed("a length or number has an unknown form");
        }
        long value = 0;
        for (int rest = 1 << (info - 24); rest > 0; rest--) {
            value = value << 8 | next();
        }
        return value;
    }

    private void skip(int major, long length) {
        if (length < 0 || length > end - at) {
            throw malformed("it ends too early");
        }
        int from = at;
        at += (int) length;
        if (major == TEXT && !Utf8.isWellFormed(bytes, from, at)) {
            throw malformed("a text is not UTF-8");
        }
    }

    private int next() {
        if (at >= end) {
            throw malformed("it ends too early");
        }
        return bytes[at++] & 0xFF;
    }

    private static ProtocolException malformed(String reason) {
        return FrameReader.malformed(reason);
    }
}

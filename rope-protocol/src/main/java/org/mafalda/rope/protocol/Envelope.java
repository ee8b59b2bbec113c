package org.mafalda.rope.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/** The members of one message, of which params, result and error are not read yet. Not thread-safe. */
final class Envelope {
    private static final PropertyNameMatcher MEMBERS =
            BinaryNameMatcher.construct(List.of("jsonrpc", "id", "method", "params", "result", "error", "lossy"));
    private static final int JSONRPC = 0;
    private static final int ID = 1;
    private static final int METHOD = 2;
    private static final int PARAMS = 3;
    private static final int RESULT = 4;
    private static final int ERROR = 5;
    private static final int LOSSY = 6;
    /** 2⁵³−1, the largest integer that every language with doubles alone can hold. */
    private static final long MAX_ID = (1L << 53) - 1;

    private final Frame frame;
    private int seen;
    private long id;
    private @Nullable String method;
    private @Nullable Slice params;
    /** What was made of the params already. */
    private @Nullable Runnable effect;

    private @Nullable Slice result;
    private @Nullable Slice error;
    private boolean lossy;
    /** The first rule that is broken. */
    private @Nullable String fault;

    /** What the messages of a frame have in common. */
    static final class Frame {
        private final Codec codec;
        private final byte[] bytes;
        private final int origin;
        private final int maxElements;
        private final MessageTaker taker;

        /**
         * A frame.
         *
         * @param origin where in {@code bytes} the parser begins to count
         */
        Frame(Codec codec, byte[] bytes, int origin, int maxElements, MessageTaker taker) {
            this.codec = codec;
            this.bytes = bytes;
            this.origin = origin;
            this.maxElements = maxElements;
            this.taker = taker;
        }
    }

    private Envelope(Frame frame) {
        this.frame = frame;
    }

    /** Reads the value at which the parser stands, whatever it is, to its end. */
    static Envelope read(JsonParser in, Frame frame) {
        Envelope envelope = new Envelope(frame);
        if (in.currentToken() == JsonToken.START_OBJECT) {
            envelope.readMembers(in);
            envelope.checkMembers();
        } else {
            in.skipChildren();
            in.finishToken();
            envelope.fault = "A message is an object";
        }
        return envelope;
    }

    private void readMembers(JsonParser in) {
        while (true) {
            int member = in.nextNameMatch(MEMBERS);
            if (member >= 0) {
                in.nextToken();
                boolean twice = has(member);
                seen |= 1 << member;
                readMember(member, in);
                if (twice) {
                    reject("A member is given twice");
                    id = member == ID ? 0 : id;
                }
            } else if (member == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                in.nextToken();
                in.skipChildren();
            } else {
                return;
            }
        }
    }

    private void readMember(int member, JsonParser in) {
        switch (member) {
            case JSONRPC -> {
                if (in.currentToken() != JsonToken.VALUE_STRING || !"2.0".equals(in.getString())) {
                    reject("'jsonrpc' must be \"2.0\"");
                }
            }
            case ID -> readId(in);
            case METHOD -> {
                if (in.currentToken() == JsonToken.VALUE_STRING) {
                    method = in.getString();
                } else {
                    reject("'method' must be a string");
                }
            }
            case PARAMS -> {
                if (!in.currentToken().isStructStart()) {
                    reject("'params' must be an array or an object");
                }
                params = params(in);
            }
            case RESULT -> result = slice(in);
            case ERROR -> error = slice(in);
            case LOSSY -> {
                if (!in.currentToken().isBoolean()) {
                    reject("'lossy' must be true or false");
                }
                lossy = in.currentToken() == JsonToken.VALUE_TRUE;
            }
            default -> throw new IllegalStateException("No such member " + member);
        }
        in.skipChildren();
    }

    private void readId(JsonParser in) {
        if (NumberScalar.isLong(in)) {
            long value = in.getLongValue();
            if (value >= 1 && value <= MAX_ID) {
                id = value;
                return;
            }
        }
        reject("'id' must be an integer from 1 to 2^53-1");
    }

    private Slice params(JsonParser in) {
        int start = start(in);
        if (method != null && fault == null) {
            readEarly(method, in);
        }
        return slice(start, in);
    }

    private void readEarly(String name, JsonParser in) {
        int depth = in.streamReadContext().getNestingDepth();
        try {
            effect = frame.taker.readEarly(name, in);
        } catch (DetailedException e) {
            // It is told again at the message's turn.
            while (in.streamReadContext().getNestingDepth() >= depth) {
                in.nextToken();
            }
        }
    }

    private Slice slice(JsonParser in) {
        return slice(start(in), in);
    }

    private static int start(JsonParser in) {
        return (int) in.currentTokenLocation().getByteOffset();
    }

    private Slice slice(int start, JsonParser in) {
        in.skipChildren();
        in.finishToken();
        int end = (int) in.currentLocation().getByteOffset();
        Slice slice = new Slice(frame.codec, frame.bytes, frame.origin + start, end - start);
        // An element has at least a byte, so that short slices need not be looked at.
        if (end - start > frame.maxElements && hasTooMany(slice, frame.maxElements)) {
            reject("An array or object has more than " + frame.maxElements + " elements");
        }
        return slice;
    }

    private static boolean hasTooMany(Slice slice, int maxElements) {
        int[] elements = new int[Codec.MAX_DEPTH_READ + 1];
        int depth = 0;
        try (JsonParser in = slice.open()) {
            for (JsonToken token = in.currentToken(); token != null; token = in.nextToken()) {
                if (token.isStructEnd()) {
                    depth--;
                } else if (token != JsonToken.PROPERTY_NAME && ++elements[depth] > maxElements) {
                    return true;
                }
                if (token.isStructStart()) {
                    elements[++depth] = 0;
                }
            }
        }
        return false;
    }

    private void checkMembers() {
        boolean answer = has(RESULT) || has(ERROR);
        if (!has(JSONRPC)) {
            reject("'jsonrpc' is missing");
        }
        if (has(METHOD) == answer) {
            reject("A message has either 'method', 'result' or 'error'");
        }
        if (has(RESULT) && has(ERROR)) {
            reject("An answer has either 'result' or 'error'");
        }
        if (answer && !has(ID)) {
            reject("An answer has an 'id'");
        }
        if (has(METHOD) && !has(PARAMS)) {
            reject("'params' is missing");
        }
    }

    private boolean has(int member) {
        return (seen & 1 << member) != 0;
    }

    private void reject(String rule) {
        if (fault == null) {
            fault = rule;
        }
    }

    void deliver(MessageTaker taker) {
        if (fault != null) {
            taker.invalid(id == 0 ? null : id, ErrorCodes.INVALID_MESSAGE, fault);
        } else if (method != null && params != null) {
            deliverMethod(method, params, taker);
        } else if (result != null) {
            taker.result(id, result);
        } else if (error != null) {
            deliverError(error, taker);
        }
    }

    private void deliverMethod(String name, Slice slice, MessageTaker taker) {
        if (id != 0) {
            taker.request(id, name, slice);
        } else if (effect == null) {
            taker.notification(name, slice, lossy);
        } else {
            taker.notification(name, effect, lossy);
        }
    }

    private void deliverError(Slice slice, MessageTaker taker) {
        WireError read;
        try (JsonParser in = slice.open()) {
            read = WireError.read(in);
        } catch (WireException e) {
            taker.invalid(id, ErrorCodes.INVALID_MESSAGE, e.getMessage() == null ? e.fact() : e.getMessage());
            return;
        }
        taker.error(id, read);
    }
}

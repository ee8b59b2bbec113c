package org.mafalda.mediasoup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a data channel. Immutable, as long as nobody writes to the buffer that it was made from.
 *
 * @param payload the bytes, read-only
 * @param ppid SCTP payload protocol identifier (RFC 8831): what kind of payload it is
 * @param subchannels when sent by a data producer: deliver only to data consumers that have one of these subchannels;
 *     null for all
 * @param requiredSubchannel when sent by a data producer: deliver only to data consumers that have this subchannel too
 * @param ignoredSubchannel when sent by a data producer: do not deliver to data consumers that have this subchannel
 */
public record DataMessage(
        ByteBuffer payload,
        long ppid,
        @Nullable List<Integer> subchannels,
        @Nullable Integer requiredSubchannel,
        @Nullable Integer ignoredSubchannel) {
    /** PPID of text. */
    public static final long PPID_TEXT = 51;
    /** PPID of bytes. */
    public static final long PPID_BINARY = 53;
    /** PPID of an empty text; SCTP cannot carry no bytes, so the payload is one byte that does not count. */
    public static final long PPID_TEXT_EMPTY = 56;
    /** PPID of no bytes; the payload is one byte that does not count. */
    public static final long PPID_BINARY_EMPTY = 57;

    private static final ByteBuffer BLANK = ByteBuffer.wrap(new byte[] {' '}).asReadOnlyBuffer();
    private static final ByteBuffer ZERO = ByteBuffer.wrap(new byte[1]).asReadOnlyBuffer();

    /** Checks the fields; with the PPID of an empty message the payload is replaced by the byte that does not count. */
    public DataMessage {
        if (ppid == PPID_TEXT_EMPTY) {
            payload = BLANK;
        } else if (ppid == PPID_BINARY_EMPTY) {
            payload = ZERO;
        } else {
            payload = payload.asReadOnlyBuffer();
        }
        if (ppid < 0 || ppid > 4_294_967_295L) {
            throw InvalidArgumentException.of("ppid", ppid, "must be between 0 and 4294967295");
        }
        subchannels = subchannels == null ? null : checkSubchannels("subchannels", subchannels);
        checkSubchannel("requiredSubchannel", requiredSubchannel);
        checkSubchannel("ignoredSubchannel", ignoredSubchannel);
    }

    /** A text. */
    public static DataMessage text(String text) {
        return text.isEmpty()
                ? new DataMessage(BLANK, PPID_TEXT_EMPTY, null, null, null)
                : new DataMessage(StandardCharsets.UTF_8.encode(text), PPID_TEXT, null, null, null);
    }

    /** Bytes; the buffer is shared, not copied. */
    public static DataMessage binary(ByteBuffer bytes) {
        return bytes.hasRemaining()
                ? new DataMessage(bytes, PPID_BINARY, null, null, null)
                : new DataMessage(ZERO, PPID_BINARY_EMPTY, null, null, null);
    }

    /** The same, for data consumers with one of these subchannels. */
    public DataMessage toSubchannels(List<Integer> wanted) {
        return new DataMessage(payload, ppid, wanted, requiredSubchannel, ignoredSubchannel);
    }

    /** The same, for data consumers that have this subchannel too. */
    public DataMessage requiring(int subchannel) {
        return new DataMessage(payload, ppid, subchannels, subchannel, ignoredSubchannel);
    }

    /** The same, but not for data consumers that have this subchannel. */
    public DataMessage ignoring(int subchannel) {
        return new DataMessage(payload, ppid, subchannels, requiredSubchannel, subchannel);
    }

    /** The payload of an own position and limit, to read from. */
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** Bytes of the payload. */
    public int size() {
        return payload.remaining();
    }

    /** The payload as text, whatever the PPID says; the byte of an empty message does not count. */
    public String text() {
        boolean empty = ppid == PPID_TEXT_EMPTY || ppid == PPID_BINARY_EMPTY;
        return empty ? "" : StandardCharsets.UTF_8.decode(payload()).toString();
    }

    static List<Integer> checkSubchannels(String field, List<Integer> subchannels) {
        subchannels.forEach(subchannel -> checkSubchannel(field, subchannel));
        return List.copyOf(subchannels);
    }

    private static void checkSubchannel(String field, @Nullable Integer subchannel) {
        if (subchannel != null && (subchannel < 0 || subchannel > 65535)) {
            throw InvalidArgumentException.of(field, subchannel, "must be between 0 and 65535");
        }
    }
}

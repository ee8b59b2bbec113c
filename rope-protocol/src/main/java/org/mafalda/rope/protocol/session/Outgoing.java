package org.mafalda.rope.protocol.session;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the other side. One that goes to many sessions is one object. Immutable; thread-safe, unless
 * a subclass says otherwise.
 */
public class Outgoing {
    private static final long NOTHING = 0;

    private final byte[] bytes;
    private final Sort sort;
    private final @Nullable Object key;
    private final long answerTo;

    /** What may become of a message on its way. */
    private enum Sort {
        NUMBERED,
        LOSSY,
        CONTROL
    }

    private Outgoing(byte[] bytes, Sort sort, @Nullable Object key, long answerTo) {
        this.bytes = bytes;
        this.sort = sort;
        this.key = key;
        this.answerTo = answerTo;
    }

    /** A message that is numbered and never dropped. */
    protected Outgoing(byte[] bytes) {
        this(bytes, Sort.NUMBERED, null, NOTHING);
    }

    /** A message that is numbered and never dropped. */
    public static Outgoing reliable(byte[] bytes) {
        return new Outgoing(bytes);
    }

    /** A message that is numbered and never dropped: the answer to that request. */
    public static Outgoing answer(long requestId, byte[] bytes) {
        return new Outgoing(bytes, Sort.NUMBERED, null, requestId);
    }

    /** A message that is numbered, unless a later one with an equal key takes its place while both wait. */
    public static Outgoing coalesced(Object key, byte[] bytes) {
        return new Outgoing(bytes, Sort.NUMBERED, key, NOTHING);
    }

    /** A message that has no number and is dropped if it would have to wait for long. */
    public static Outgoing lossy(byte[] bytes) {
        return new Outgoing(bytes, Sort.LOSSY, null, NOTHING);
    }

    /** A message of the protocol that concerns one connection and has no number. */
    public static Outgoing control(byte[] bytes) {
        return new Outgoing(bytes, Sort.CONTROL, null, NOTHING);
    }

    /** The message; not to be changed. */
    public final byte[] bytes() {
        return bytes;
    }

    /** How many bytes it has. */
    public final int length() {
        return bytes.length;
    }

    /** The request that it answers; 0 if it is no answer. */
    public final long answerTo() {
        return answerTo;
    }

    final boolean isNumbered() {
        return sort == Sort.NUMBERED;
    }

    final boolean isLossy() {
        return sort == Sort.LOSSY;
    }

    final @Nullable Object key() {
        return key;
    }

    /**
     * It leaves the queue for the first time, and gets its number if it has one.
     *
     * @return false if nobody wants it any more: then it is dropped instead
     */
    protected boolean leave() {
        return true;
    }
}

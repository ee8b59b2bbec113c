package org.mafalda.rope.protocol;

/** The WebSocket close codes of the specification (section 11). */
public final class CloseCodes {
    /** After {@code rope.bye}: the session has ended. */
    public static final int NORMAL = 1000;
    /** The server stops. */
    public static final int GOING_AWAY = 1001;
    /** The connection was cut; never sent, only reported (RFC 6455, section 7.4.1). */
    public static final int ABNORMAL = 1006;
    /** A frame was longer than the limit. */
    public static final int TOO_BIG = 1009;
    /** The protocol was broken. */
    public static final int PROTOCOL_BROKEN = 4400;
    /** No valid hello. */
    public static final int NO_HELLO = 4401;
    /** Not allowed: credentials, origin, or too many connections. */
    public static final int FORBIDDEN = 4403;
    /** No sign of life within the time. */
    public static final int TIMED_OUT = 4408;
    /** The session was taken over by another connection. */
    public static final int TAKEN_OVER = 4409;
    /** The client is too slow: what waits for it has reached the bound. */
    public static final int TOO_SLOW = 4413;
    /** Too many messages per second. */
    public static final int TOO_MANY_MESSAGES = 4429;

    private CloseCodes() {}
}

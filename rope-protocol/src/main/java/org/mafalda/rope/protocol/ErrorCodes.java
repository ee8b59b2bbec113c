package org.mafalda.rope.protocol;

/** The error codes of the specification (section 10). */
public final class ErrorCodes {
    /** The frame is not JSON (or CBOR). */
    public static final int NOT_PARSABLE = -32700;
    /** A message is not a JSON-RPC 2.0 message, or breaks a rule of the protocol. */
    public static final int INVALID_MESSAGE = -32600;
    /** The object's type has no such method. */
    public static final int NO_SUCH_METHOD = -32601;
    /** The arguments do not fit the method. */
    public static final int INVALID_ARGUMENTS = -32602;
    /** The server failed in a way that the contract does not name. */
    public static final int INTERNAL = -32603;
    /** A failure that the contract names. */
    public static final int FAILURE = -32000;
    /** No such object: it is closed, or never was. */
    public static final int NO_SUCH_OBJECT = -32001;
    /** Forbidden for this client's role; nothing was changed. */
    public static final int FORBIDDEN = -32002;
    /** A limit was reached. */
    public static final int LIMIT_REACHED = -32003;
    /** A reference to an object that this side does not have. */
    public static final int UNKNOWN_REFERENCE = -32004;
    /** Another contract or another major version. */
    public static final int OTHER_CONTRACT = -32010;
    /** Credentials are missing or wrong. */
    public static final int UNAUTHENTICATED = -32011;

    private ErrorCodes() {}
}

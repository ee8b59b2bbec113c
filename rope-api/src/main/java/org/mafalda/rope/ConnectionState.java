package org.mafalda.rope;

/** The states of a client's connection. */
public enum ConnectionState {
    /** The first connection is being made. */
    CONNECTING,
    /** The socket is open; the handshake and the snapshot are on their way. */
    OPEN,
    /** The snapshot is here: the objects can be used. */
    CONNECTED,
    /** The connection was lost and is being made anew; calls wait for it until their deadline. */
    RECONNECTING,
    /** The client is closing. */
    CLOSING,
    /** The client is closed, for good. */
    CLOSED
}

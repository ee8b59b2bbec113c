package org.mafalda.rope.server;

/** Why a {@link RopeServer} refuses what clients and strangers want. Each refusal is counted, and logged. */
public enum Refusal {
    /** Too many connections come from one address: answered with status 429, or closed. */
    CONNECTIONS,
    /** TLS, and the upgrade to a WebSocket, took longer than {@link RopeServerOptions#helloTimeout}: closed. */
    HANDSHAKE,
    /** A web page of an origin that is not allowed: status 403. */
    ORIGIN,
    /** No codec that both sides speak: status 400. */
    SUBPROTOCOL,
    /** The first message was no valid hello, or did not come in time: close code 4401. */
    HELLO,
    /** Another contract or version: error −32010. */
    CONTRACT,
    /** Credentials are missing or wrong: error −32011. */
    CREDENTIALS,
    /**
     * A session was asked for with a wrong key, or by another client, which gets a new one; or by its name with a wrong
     * secret: close code 4403.
     */
    SESSION,
    /** The client may not call the method: error −32002. */
    FORBIDDEN,
    /** A frame that cannot be parsed or is out of place: close code 4400. */
    FRAME,
    /** A frame that is too long: close code 1009. */
    FRAME_LENGTH,
    /** A message that breaks a rule of the protocol, or has a collection that is too large: error −32600. */
    MESSAGE,
    /** Too many requests of a session are in flight: error −32003. */
    REQUESTS,
    /** A session owns too many objects: error −32003. */
    OBJECTS,
    /** A client sends faster than is allowed: close code 4429. */
    RATE,
    /** A client takes too slowly what is sent to it: close code 4413. */
    SLOWNESS,
    /** Too many sessions wait to be resumed: the one that waits longest cannot be resumed any more. */
    SUSPENDED
}

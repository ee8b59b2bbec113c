package org.mafalda.rope.server.internal;

import org.mafalda.rope.protocol.session.Outbound;
import org.mafalda.rope.protocol.session.Receipts;

/** What several sessions have sent, received and dropped, in all. On the server's lane alone. */
final class Traffic {
    private long receivedFrames;
    private long receivedBytes;
    private long sentFrames;
    private long sentBytes;
    private long dropped;
    private long coalesced;
    private long kept;

    /** Adds what a session has done so far. */
    void add(Receipts receipts, Outbound outbound) {
        receivedFrames += receipts.frames();
        receivedBytes += receipts.bytes();
        sentFrames += outbound.frames();
        sentBytes += outbound.sentBytes();
        dropped += outbound.dropped();
        coalesced += outbound.coalesced();
        kept += outbound.kept();
    }

    void add(Traffic other) {
        receivedFrames += other.receivedFrames;
        receivedBytes += other.receivedBytes;
        sentFrames += other.sentFrames;
        sentBytes += other.sentBytes;
        dropped += other.dropped;
        coalesced += other.coalesced;
        kept += other.kept;
    }

    long receivedFrames() {
        return receivedFrames;
    }

    long receivedBytes() {
        return receivedBytes;
    }

    long sentFrames() {
        return sentFrames;
    }

    long sentBytes() {
        return sentBytes;
    }

    /** Lossy messages that were dropped. */
    long dropped() {
        return dropped;
    }

    /** Messages that gave way to later ones. */
    long coalesced() {
        return coalesced;
    }

    /** Bytes that wait, or are not acknowledged. */
    long kept() {
        return kept;
    }
}

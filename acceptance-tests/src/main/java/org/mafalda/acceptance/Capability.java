package org.mafalda.acceptance;

/** What compositions differ in, where a contract must know it. */
public enum Capability {
    /** All workers run on one box: {@code workerBin()} names the binary there. */
    ONE_BOX,
    /** Each worker is exactly one process: it has a pid, and it dies with it. */
    ONE_PROCESS_PER_WORKER,
    /**
     * What a worker carries ends at one moment when the worker dies. Where several processes carry it at a time, they
     * do not end at one moment, and what is on each closes with that, in mediasoup's order.
     */
    DIES_AT_ONCE,
    /** There is a connection between the test and the workers. */
    REMOTE
}

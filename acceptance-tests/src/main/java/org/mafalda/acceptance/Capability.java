package org.mafalda.acceptance;

/** What compositions differ in, where a contract must know it. */
public enum Capability {
    /** All workers run on one box: {@code workerBin()} names the binary there. */
    ONE_BOX,
    /** Each worker is exactly one process: it has a pid, and it dies with it. */
    ONE_PROCESS_PER_WORKER,
    /** There is a connection between the test and the workers. */
    REMOTE
}

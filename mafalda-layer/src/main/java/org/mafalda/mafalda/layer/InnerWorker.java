package org.mafalda.mafalda.layer;

import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.host.WorkerLoad;

/** A real worker of a virtual one, with what is expected of it. Thread-safe. */
final class InnerWorker {
    private final VirtualWorker owner;
    private final Worker worker;
    private final LoadModel model;
    /** Streams and what is reserved beyond them; guarded by this, as all below. */
    private int units;

    private int streams;
    private boolean retired;

    InnerWorker(VirtualWorker owner, Worker worker, LoadModel model) {
        this.owner = owner;
        this.worker = worker;
        this.model = model;
    }

    Worker worker() {
        return worker;
    }

    /** Its end was heard of. On the lane; idempotent. */
    void ended(CloseReason reason) {
        owner.ended(this, reason);
    }

    /** Reserves room for something that is placed here; false if it is being closed. */
    synchronized boolean reserve(int more) {
        units += retired ? 0 : more;
        return !retired;
    }

    /** It is to be closed because nothing is here; false if something is. */
    synchronized boolean retire() {
        retired |= units == 0;
        return retired;
    }

    /** More, or fewer, streams are there or expected. */
    synchronized void add(int more) {
        units += more;
    }

    /** More, or fewer, streams are there, whether or not there was room reserved for them. */
    synchronized void flow(int more) {
        streams += more;
    }

    synchronized int streams() {
        return streams;
    }

    synchronized int units() {
        return units;
    }

    /** What it reports or what is expected of all that was placed there, whichever is more. */
    double load() {
        WorkerLoad reported = worker.load();
        double expected = model.expected(units());
        return reported == null ? expected : Math.max(reported.utilization(), expected);
    }
}

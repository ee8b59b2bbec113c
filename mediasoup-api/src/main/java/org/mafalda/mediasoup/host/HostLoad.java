package org.mafalda.mediasoup.host;

import java.time.Instant;
import java.util.Objects;

/**
 * How busy the host is; measured at most once a second.
 *
 * @param time when it was measured
 * @param cpu CPU use of all that runs there, 0 to 1 of the usable cores
 * @param cpuSteal share of CPU time that the hypervisor took away, 0 to 1
 * @param memoryUsed bytes in use
 * @param memoryTotal bytes there are
 * @param receivedBitrate network, bit/s
 * @param sentBitrate network, bit/s
 * @param udpDropRate UDP datagrams dropped per second for want of buffer
 * @param workers workers that this {@code Mediasoup} runs
 */
public record HostLoad(
        Instant time,
        double cpu,
        double cpuSteal,
        long memoryUsed,
        long memoryTotal,
        long receivedBitrate,
        long sentBitrate,
        double udpDropRate,
        int workers) {
    /** Checks the fields. */
    public HostLoad {
        Objects.requireNonNull(time, "time");
    }
}

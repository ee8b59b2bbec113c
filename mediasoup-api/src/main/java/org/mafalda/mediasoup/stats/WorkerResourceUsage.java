package org.mafalda.mediasoup.stats;

/**
 * What a worker process has used since its start, as in {@code getrusage(2)}: mediasoup's {@code ru_utime} is
 * {@code ruUtime} here. Immutable.
 *
 * @param ruUtime user CPU time, in ms
 * @param ruStime system CPU time, in ms
 * @param ruMaxrss largest resident set size so far, in KiB
 * @param ruIxrss integral shared memory size; 0 on Linux
 * @param ruIdrss integral unshared data size; 0 on Linux
 * @param ruIsrss integral unshared stack size; 0 on Linux
 * @param ruMinflt page faults served without I/O
 * @param ruMajflt page faults that needed I/O
 * @param ruNswap swaps; 0 on Linux
 * @param ruInblock block input operations
 * @param ruOublock block output operations
 * @param ruMsgsnd IPC messages sent; 0 on Linux
 * @param ruMsgrcv IPC messages received; 0 on Linux
 * @param ruNsignals signals received; 0 on Linux
 * @param ruNvcsw voluntary context switches
 * @param ruNivcsw involuntary context switches
 */
public record WorkerResourceUsage(
        long ruUtime,
        long ruStime,
        long ruMaxrss,
        long ruIxrss,
        long ruIdrss,
        long ruIsrss,
        long ruMinflt,
        long ruMajflt,
        long ruNswap,
        long ruInblock,
        long ruOublock,
        long ruMsgsnd,
        long ruMsgrcv,
        long ruNsignals,
        long ruNvcsw,
        long ruNivcsw) {}

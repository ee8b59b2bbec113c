package org.mafalda.mediasoup.host;

/**
 * How busy a worker is; measured at most once a second.
 *
 * @param utilization 0 to 1 of its own capacity
 * @param capacity its capacity in cores; 1 for one mediasoup-worker process
 */
public record WorkerLoad(double utilization, double capacity) {}

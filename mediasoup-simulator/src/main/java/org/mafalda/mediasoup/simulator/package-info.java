/**
 * A mediasoup without processes, packets and waiting, for tests of what is built on mediasoup: as many boxes and
 * workers as wanted, on a clock that goes when it is told to.
 *
 * <pre>{@code
 * SimulatedClock clock = new SimulatedClock();
 * SimulatedMediasoup mediasoup = SimulatedMediasoup.builder(clock).boxes(2).workersPerBox(4).build();
 * Worker worker = clock.await(mediasoup.createWorker(WorkerSettings.DEFAULT));
 * mediasoup.kill(worker.id());
 * clock.advance(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>Objects keep what mediasoup's interfaces promise: ids, state, collections, events and their order, closing of all
 * below, pipes. What there is not: packets, dumps, and statistics. The CPU load of a worker is what a
 * {@link org.mafalda.mediasoup.simulator.CpuModel} says of its consumers.
 *
 * <p>Nothing here is thread-safe: the thread that moves the clock is the one that may use the objects. The same calls
 * in the same order with the same seed have the same effects at the same times.
 */
@NullMarked
package org.mafalda.mediasoup.simulator;

import org.jspecify.annotations.NullMarked;

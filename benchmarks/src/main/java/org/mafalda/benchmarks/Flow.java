package org.mafalda.benchmarks;

import java.util.concurrent.CountDownLatch;

/** Packets from a sender to a listener, of which at most a window's are under way. */
final class Flow {
    private static final int WINDOW = 256;

    private final int count;
    private final Runnable send;
    private final CountDownLatch done = new CountDownLatch(1);
    private int sent;
    private int received;

    Flow(int count, Runnable send) {
        this.count = count;
        this.send = send;
    }

    /** A packet has come: sends more when half of the window is free. Called on one lane. */
    synchronized void received() {
        received++;
        if (received == count) {
            done.countDown();
        } else if (sent - received <= WINDOW / 2) {
            fill();
        }
    }

    /** Packets a second, from the first that is sent to the last that comes. */
    double rate() throws InterruptedException {
        long start = System.nanoTime();
        synchronized (this) {
            fill();
        }
        done.await();
        return count * 1e9 / (System.nanoTime() - start);
    }

    private void fill() {
        while (sent < count && sent - received < WINDOW) {
            sent++;
            send.run();
        }
    }
}

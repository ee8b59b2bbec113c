package org.mafalda.rope.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One connection through a proxy: a socket on either side, and a thread for either direction. Thread-safe. */
final class Tunnel {
    private static final int CHUNK = 16 * 1024;
    /** How long an ended side may take to hang up. */
    private static final int LINGER_MILLIS = 1_000;

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    /** Guarded by this, as all below. */
    private boolean stalled;

    private boolean cut;
    private int open = 2;

    Tunnel(TcpProxy proxy, Socket client, Socket server, boolean stalled) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        this.stalled = stalled;
    }

    void start(Course upwards, Course downwards, String name) {
        start(() -> pump(client, server, upwards), name + "-up");
        start(() -> pump(server, client, downwards), name + "-down");
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Socket from, Socket to, Course course) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                carry(chunk, length, out, course);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction has the same end.
            reset();
        } finally {
            pumped();
        }
    }

    private void carry(byte[] chunk, int length, OutputStream out, Course course) throws IOException {
        int done = 0;
        while (done < length && flows(0)) {
            int free = course.free(length - done);
            if (free > 0) {
                out.write(chunk, done, free);
                course.pass(free);
                done += free;
            }
            if (course.cutsNow() && !proxy.cutByCourse(this, course.cut(), course.outageNanos())) {
                course.spare();
            } else {
                var unused = flows(course.pauseNanos());
            }
        }
    }

    /** Waits so long, and while it is stalled; false if it was cut, and the rest is to be swallowed. */
    private synchronized boolean flows(long pauseNanos) {
        long end = System.nanoTime() + pauseNanos;
        try {
            for (long left = pauseNanos; !cut && (stalled || left > 0); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, stalled ? Long.MAX_VALUE : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !cut;
    }

    synchronized void stall(boolean on) {
        stalled = on;
        notifyAll();
    }

    /** Ends it; false if it has been cut already. */
    boolean cut(Cut how) {
        synchronized (this) {
            if (cut) {
                return false;
            }
            cut = true;
            proxy.cutting();
            notifyAll();
        }
        if (how == Cut.RESET) {
            reset();
        } else {
            end(client);
            end(server);
        }
        return true;
    }

    /** What still comes is swallowed until the other side hangs up: closing at once would be a reset. */
    private static void end(Socket socket) {
        try {
            socket.setSoTimeout(LINGER_MILLIS);
            socket.shutdownOutput();
        } catch (IOException e) {
            close(socket, true);
        }
    }

    private void reset() {
        close(client, true);
        close(server, true);
    }

    static void close(Socket socket, boolean reset) {
        try (socket) {
            if (reset && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It is closed, which is all that was wanted.
        }
    }

    private void pumped() {
        synchronized (this) {
            open--;
            if (open > 0) {
                return;
            }
        }
        close(client, false);
        close(server, false);
        proxy.over(this);
    }
}

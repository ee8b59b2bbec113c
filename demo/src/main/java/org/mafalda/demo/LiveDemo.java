package org.mafalda.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.WorkerDeath;

/** Media without an end, and a view of it once a second. */
final class LiveDemo implements AutoCloseable {
    private static final long SHUTDOWN_SECONDS = 5;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "ctrl-c");

    private LiveDemo() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Runs until Ctrl+C. Throws {@link IllegalStateException} if the source ends, and what the API throws. */
    static int run(Mediasoup mediasoup, SourceChoice choice) throws InterruptedException {
        try (LiveDemo demo = new LiveDemo()) {
            demo.show(mediasoup, choice, isTerminal());
            return 0;
        }
    }

    private void show(Mediasoup mediasoup, SourceChoice choice, boolean terminal) throws InterruptedException {
        try (mediasoup;
                Receiver receiver = new Receiver();
                MediaPath path = MediaPath.open(mediasoup, receiver);
                MediaSource source = choice.start(path.in().tuple().localPort(), null)) {
            LiveView view = new LiveView(mediasoup, path);
            do {
                if (path.worker().closed()) {
                    WorkerDeath death = path.worker().deathCause();
                    throw new IllegalStateException(death == null ? "The worker was closed" : death.message());
                }
                if (source.finished().isDone()) {
                    Await.answer(source.finished());
                    throw new IllegalStateException("The source has ended");
                }
                System.out.print(terminal ? view.screen() : view.line());
                System.out.flush();
            } while (!stop.await(1, TimeUnit.SECONDS));
        }
    }

    /** On JDK 17 {@code System.console()} wants a terminal as standard input too, and later ones give it always. */
    private static boolean isTerminal() {
        try {
            String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    private void interrupt() {
        stop.countDown();
        try {
            if (!stopped.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not everything could be closed [seconds:" + SHUTDOWN_SECONDS + "]");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is what brought us here.
        }
    }
}

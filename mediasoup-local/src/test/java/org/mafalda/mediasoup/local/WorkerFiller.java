package org.mafalda.mediasoup.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.WorkerSettings;

/**
 * A process that, for each line it reads, starts workers until a shared budget has no room, and names their processes.
 */
final class WorkerFiller {
    private WorkerFiller() {}

    /** {@code args}: the directory and the limit. */
    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (LocalMediasoup mediasoup =
                LocalMediasoup.create(SlotHolder.sharing(Path.of(args[0]), Integer.parseInt(args[1])))) {
            while (lines.readLine() != null) {
                fill(mediasoup);
                System.out.println(mediasoup.workers().values().stream()
                        .map(worker -> Long.toString(worker.pid().orElseThrow()))
                        .collect(Collectors.joining(" ")));
            }
        }
    }

    private static void fill(LocalMediasoup mediasoup) throws InterruptedException, TimeoutException {
        while (true) {
            try {
                mediasoup.createWorker(WorkerSettings.builder().build()).get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CapacityException) {
                    return;
                }
                throw new AssertionError(e);
            }
        }
    }
}

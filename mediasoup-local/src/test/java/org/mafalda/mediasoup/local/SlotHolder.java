package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.nio.file.Path;
import org.mafalda.mediasoup.host.BudgetPolicy;

/** A process that takes room for one worker from a shared budget and keeps it until it is ended. */
final class SlotHolder {
    private SlotHolder() {}

    static LocalMediasoupOptions sharing(Path directory, int limit) {
        return LocalMediasoupOptions.builder()
                .budgetPolicy(BudgetPolicy.SHARED)
                .workerLimit(limit)
                .budgetDirectory(directory)
                .build();
    }

    /** {@code args}: the directory and the limit. */
    public static void main(String[] args) throws IOException {
        new WorkerSlots(sharing(Path.of(args[0]), Integer.parseInt(args[1]))).take();
        System.out.println("taken");
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(0);
        }
    }
}

package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.rope.Details;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room for the workers of one {@code Mediasoup}. A budget that processes share is a directory with a file for each
 * worker there may be, locked while there is one, so that the system gives it back when its process dies. Thread-safe.
 */
final class WorkerSlots {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSlots.class);
    /**
     * Files that this process has locked. Also guards all use of these files: whoever closes a file gives up all locks
     * that its process has on it (POSIX).
     */
    private static final Set<Path> LOCKED_HERE = new HashSet<>();

    private final BudgetPolicy policy;
    private final @Nullable Integer limit;
    private final Path directory;
    private final Set<Slot> taken = new HashSet<>();
    private volatile int others;

    WorkerSlots(LocalMediasoupOptions options) {
        policy = options.budgetPolicy();
        limit = options.workerLimit();
        directory = options.budgetDirectory().toAbsolutePath().normalize();
        countOthers();
    }

    /** Room for one worker, until it is closed. */
    final class Slot implements AutoCloseable {
        private final @Nullable Path path;
        private final @Nullable FileChannel file;

        private Slot(@Nullable Path path, @Nullable FileChannel file) {
            this.path = path;
            this.file = file;
        }

        /** Gives it back; idempotent. */
        @Override
        public void close() {
            synchronized (taken) {
                if (!taken.remove(this) || file == null || path == null) {
                    return;
                }
            }
            synchronized (LOCKED_HERE) {
                try (FileChannel closing = file) {
                    closing.truncate(0);
                } catch (IOException e) {
                    LOG.warn("Room for a worker was not given back cleanly [file:{}]", path, e);
                } finally {
                    LOCKED_HERE.remove(path);
                }
            }
        }
    }

    /**
     * Takes room for a worker; fails with {@link CapacityException} if there is none, and with
     * {@link WorkerStartException} if that cannot be found out.
     */
    Slot take() {
        Slot slot;
        synchronized (taken) {
            slot = switch (policy) {
                case UNLIMITED -> new Slot(null, null);
                case OWN -> limit != null && taken.size() < limit ? new Slot(null, null) : null;
                case SHARED -> lock();
            };
            if (slot != null) {
                taken.add(slot);
                return slot;
            }
        }
        throw new CapacityException(
                "There are as many workers as there may be", Details.of("policy", policy, "limit", limit));
    }

    private @Nullable Slot lock() {
        synchronized (LOCKED_HERE) {
            try {
                Files.createDirectories(directory);
                for (int i = 0; limit != null && i < limit; i++) {
                    Path path = path(i);
                    FileChannel file = LOCKED_HERE.contains(path) ? null : lock(path);
                    if (file != null) {
                        LOCKED_HERE.add(path);
                        return new Slot(path, file);
                    }
                }
                return null;
            } catch (IOException e) {
                throw new WorkerStartException(
                        "The budget of workers cannot be read",
                        Details.of("directory", directory, "reason", e.toString()));
            }
        }
    }

    private Path path(int index) {
        return directory.resolve("worker-" + index);
    }

    private static @Nullable FileChannel lock(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            return null;
        }
        String pid = Long.toString(ProcessHandle.current().pid());
        file.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return file;
    }

    /**
     * Counts what others have taken of a shared budget, without a lock that would be in their way: each file names its
     * process. Returns whether that is news.
     */
    boolean countOthers() {
        int count = 0;
        synchronized (LOCKED_HERE) {
            for (int i = 0; policy == BudgetPolicy.SHARED && limit != null && i < limit; i++) {
                count += LOCKED_HERE.contains(path(i)) || isAlive(path(i)) ? 1 : 0;
            }
        }
        synchronized (taken) {
            count = policy == BudgetPolicy.SHARED ? count - taken.size() : 0;
        }
        boolean news = count != others;
        others = count;
        return news;
    }

    private static boolean isAlive(Path path) {
        try {
            return Files.exists(path)
                    && ProcessHandle.of(Long.parseLong(Files.readString(path).strip()))
                            .isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** The budget, when so many workers of this {@code Mediasoup} run. */
    WorkerBudget budget(int running) {
        return new WorkerBudget(policy, limit, running + others);
    }
}

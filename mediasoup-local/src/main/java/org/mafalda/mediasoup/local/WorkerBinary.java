package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.WorkerStartException;

/**
 * Finds the mediasoup-worker binary: the one in the settings, else the one that the environment variable
 * {@code MEDIASOUP_WORKER_BIN} names, else the one in the platform's jar, which is unpacked once per content.
 */
final class WorkerBinary {
    /** The version of mediasoup whose worker this library speaks to. */
    static final String VERSION = "3.27.1";

    private static final String VARIABLE = "MEDIASOUP_WORKER_BIN";
    private static final String RESOURCES = "/org/mafalda/mediasoup/worker/";

    private WorkerBinary() {}

    /**
     * The path of the binary to run.
     *
     * @throws WorkerStartException if there is none, or it cannot be executed
     */
    static Path locate(@Nullable String setting) {
        if (setting != null) {
            return checked(Path.of(setting), "workerBin");
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return checked(Path.of(variable), VARIABLE);
        }
        return Unpacked.PATH.get();
    }

    private static Path checked(Path path, String origin) {
        if (!Files.isRegularFile(path)) {
            throw new WorkerStartException("Worker binary not found", Map.of(origin, path));
        }
        if (!Files.isExecutable(path)) {
            throw new WorkerStartException("Worker binary is not executable", Map.of(origin, path));
        }
        return path;
    }

    /** The binary of the jar, unpacked when first asked for. */
    private static final class Unpacked {
        private static final OnceValue<Path> PATH = new OnceValue<>(Unpacked::unpack);

        private static Path unpack() {
            String platform = platform();
            String folder = RESOURCES + platform + "/";
            Properties properties = new Properties();
            try (InputStream in = WorkerBinary.class.getResourceAsStream(folder + "worker.properties")) {
                if (in == null) {
                    throw new WorkerStartException(
                            "No mediasoup-worker for this platform on the class path",
                            Map.of("platform", platform, "jar", "mediasoup-worker-" + platform));
                }
                properties.load(in);
                String version = properties.getProperty("version", "unknown");
                if (!version.equals(VERSION)) {
                    throw new WorkerStartException(
                            "Worker binary is of another version", Map.of("version", version, "expected", VERSION));
                }
                return copy(folder + "mediasoup-worker", properties.getProperty("sha256", "unknown"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path copy(String resource, String sha256) throws IOException {
            Path folder = cacheFolder().resolve("worker-" + VERSION + "-" + sha256);
            Path binary = folder.resolve("mediasoup-worker");
            if (Files.isExecutable(binary)) {
                return binary;
            }
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(
                    folder,
                    "unpacking",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (InputStream in = WorkerBinary.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("Resource is missing: " + resource);
                }
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(partial, binary, StandardCopyOption.ATOMIC_MOVE);
            return binary;
        }

        private static Path cacheFolder() {
            String xdg = System.getenv("XDG_CACHE_HOME");
            Path caches =
                    xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
            return caches.resolve("mafalda").resolve("unpacked");
        }

        private static String platform() {
            String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            String arch = System.getProperty("os.arch");
            return os + "-" + (arch.equals("amd64") ? "x86_64" : arch);
        }
    }

    /** A value that is computed when first asked for, and again if that failed. */
    private static final class OnceValue<T> {
        private final java.util.function.Supplier<T> source;
        private @Nullable T value;

        private OnceValue(java.util.function.Supplier<T> source) {
            this.source = source;
        }

        private synchronized T get() {
            T known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        }
    }
}

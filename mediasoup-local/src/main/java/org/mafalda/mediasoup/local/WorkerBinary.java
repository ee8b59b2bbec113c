package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.rope.Details;

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
     * @throws WorkerStartException if there is none, it cannot be executed, or it is of another version
     */
    static Path locate(@Nullable String setting) {
        if (setting != null) {
            return checked(Path.of(setting), "workerBin");
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return checked(Path.of(variable), VARIABLE);
        }
        return Unpacked.path();
    }

    /** The path that {@link #locate} would give without a setting; null if there is no binary. */
    static @Nullable String known() {
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return variable;
        }
        try {
            return Unpacked.path().toString();
        } catch (WorkerStartException e) {
            return null;
        }
    }

    private static Path checked(Path path, String origin) {
        if (!Files.isRegularFile(path)) {
            throw new WorkerStartException("Worker binary not found", Details.of(origin, path));
        }
        if (!Files.isExecutable(path)) {
            throw new WorkerStartException("Worker binary is not executable", Details.of(origin, path));
        }
        try (InputStream names = resource("channel-names.txt")) {
            WorkerVersion.check(
                    path,
                    new String(names.readAllBytes(), StandardCharsets.US_ASCII)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new WorkerStartException(
                    "Worker binary cannot be read", Details.of(origin, path, "reason", e.toString()));
        }
        return path;
    }

    /** A file of the platform's jar. */
    private static InputStream resource(String name) {
        String platform = platform();
        InputStream in = WorkerBinary.class.getResourceAsStream(RESOURCES + platform + "/" + name);
        if (in == null) {
            throw new WorkerStartException(
                    "No mediasoup-worker for this platform on the class path",
                    Details.of("platform", platform, "jar", "mediasoup-worker-" + platform));
        }
        return in;
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        return os + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    /** The binary of the jar, unpacked when first asked for. */
    private static final class Unpacked {
        private static @Nullable Path path;

        static synchronized Path path() {
            Path known = path;
            if (known == null || !Files.isExecutable(known)) {
                known = unpack();
                path = known;
            }
            return known;
        }

        private static Path unpack() {
            Properties properties = new Properties();
            try (InputStream in = resource("worker.properties")) {
                properties.load(in);
                String version = properties.getProperty("version", "unknown");
                if (!version.equals(VERSION)) {
                    throw new WorkerStartException(
                            "Worker binary is of another version", Details.of("version", version, "expected", VERSION));
                }
                return copy(properties.getProperty("sha256", "unknown"));
            } catch (IOException e) {
                throw new WorkerStartException("Worker binary cannot be unpacked", Details.of("reason", e.toString()));
            }
        }

        private static Path copy(String sha256) throws IOException {
            Path folder = cacheFolder().resolve("worker-" + VERSION + "-" + sha256);
            Path binary = folder.resolve("mediasoup-worker");
            if (Files.isExecutable(binary)) {
                return binary;
            }
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, "unpacking", "");
            try (InputStream in = resource("mediasoup-worker")) {
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
    }
}

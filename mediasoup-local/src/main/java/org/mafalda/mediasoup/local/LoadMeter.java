package org.mafalda.mediasoup.local;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Measures the machine and the workers once a second, from the first worker until the end. */
final class LoadMeter {
    private static final Logger LOG = LoggerFactory.getLogger(LoadMeter.class);
    private static final Path UDP_COUNTERS = Path.of("/proc/net/snmp");
    private static final Splitter WORDS = Splitter.on(' ');

    private final LocalMediasoup mediasoup;
    private @Nullable ScheduledExecutorService timer;
    private boolean stopped;
    private boolean failed;
    private @Nullable Machine machine;
    private @Nullable Sample last;

    /** Kept, because a new one reads all of the machine's topology again. */
    private record Machine(HardwareAbstractionLayer hardware, OperatingSystem os, List<NetworkIF> networks) {
        static Machine read() {
            SystemInfo system = new SystemInfo();
            HardwareAbstractionLayer hardware = system.getHardware();
            return new Machine(hardware, system.getOperatingSystem(), hardware.getNetworkIFs());
        }
    }

    /** Counters at one moment; a load is the difference of two. */
    private record Sample(
            long nanos,
            List<Long> ticks,
            long receivedBytes,
            long sentBytes,
            long udpDrops,
            Map<String, Long> workerCpuMillis) {}

    LoadMeter(LocalMediasoup mediasoup) {
        this.mediasoup = mediasoup;
    }

    synchronized void start() {
        if (timer == null && !stopped) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "load-meter");
                thread.setDaemon(true);
                return thread;
            });
            var unused = timer.scheduleWithFixedDelay(this::measure, 0, 1, TimeUnit.SECONDS);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private void measure() {
        try {
            Machine machine = this.machine == null ? Machine.read() : this.machine;
            this.machine = machine;
            Sample now = sample(machine);
            Sample before = last;
            last = now;
            if (before != null) {
                double seconds = (now.nanos - before.nanos) / 1e9;
                mediasoup.measured(
                        hostLoad(before, now, seconds, machine.hardware().getMemory()));
                tellWorkers(before, now, seconds);
            }
        } catch (RuntimeException | Error e) {
            if (!failed) {
                failed = true;
                LOG.warn("Load cannot be measured; told once", e);
            }
        }
    }

    private Sample sample(Machine machine) {
        long received = 0;
        long sent = 0;
        for (NetworkIF network : machine.networks()) {
            network.updateAttributes();
            received += network.getBytesRecv();
            sent += network.getBytesSent();
        }
        Map<String, Long> cpu = new HashMap<>();
        for (Worker worker : mediasoup.workers().values()) {
            OSProcess process = machine.os().getProcess((int) worker.pid().orElseThrow());
            if (process != null) {
                cpu.put(worker.id(), process.getKernelTime() + process.getUserTime());
            }
        }
        List<Long> ticks = Arrays.stream(machine.hardware().getProcessor().getSystemCpuLoadTicks())
                .boxed()
                .toList();
        return new Sample(System.nanoTime(), ticks, received, sent, udpDrops(), cpu);
    }

    private HostLoad hostLoad(Sample before, Sample now, double seconds, GlobalMemory memory) {
        long all = 0;
        for (TickType type : TickType.values()) {
            all += ticks(before, now, type);
        }
        double total = Math.max(1, all);
        double idle = ticks(before, now, TickType.IDLE) + ticks(before, now, TickType.IOWAIT);
        double steal = ticks(before, now, TickType.STEAL);
        return new HostLoad(
                Instant.now(),
                1 - (idle + steal) / total,
                steal / total,
                memory.getTotal() - memory.getAvailable(),
                memory.getTotal(),
                Math.round((now.receivedBytes - before.receivedBytes) * 8 / seconds),
                Math.round((now.sentBytes - before.sentBytes) * 8 / seconds),
                (now.udpDrops - before.udpDrops) / seconds,
                mediasoup.workers().size());
    }

    private static long ticks(Sample before, Sample now, TickType type) {
        return now.ticks.get(type.getIndex()) - before.ticks.get(type.getIndex());
    }

    private void tellWorkers(Sample before, Sample now, double seconds) {
        for (Worker worker : mediasoup.workers().values()) {
            Long cpuBefore = before.workerCpuMillis.get(worker.id());
            Long cpuNow = now.workerCpuMillis.get(worker.id());
            if (cpuBefore != null && cpuNow != null) {
                double utilization = Math.min(1, Math.max(0, (cpuNow - cpuBefore) / 1000.0 / seconds));
                ((LocalWorker) worker).measured(new WorkerLoad(utilization, 1));
            }
        }
    }

    /** Datagrams that the kernel dropped because a socket's buffer was full; 0 where it does not tell. */
    private static long udpDrops() {
        try {
            List<String> lines = Files.readAllLines(UDP_COUNTERS);
            for (int i = 0; i + 1 < lines.size(); i++) {
                if (lines.get(i).startsWith("Udp:")) {
                    int column = WORDS.splitToList(lines.get(i)).indexOf("RcvbufErrors");
                    return Long.parseLong(WORDS.splitToList(lines.get(i + 1)).get(column));
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("UDP drops are unknown", e);
        }
        return 0;
    }
}

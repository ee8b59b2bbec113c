package org.mafalda.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.horizontal.HorizontalMediasoup;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.horizontal.Instance;
import org.mafalda.mediasoup.horizontal.Policies;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;

/** Media boxes, a JVM each, which are one here; workers are placed on them in turn. */
final class MediaBoxes implements AutoCloseable {
    private final List<MediaBox> boxes = new ArrayList<>();
    private final List<Mediasoup> remotes = new ArrayList<>();
    private final HorizontalMediasoup cluster = HorizontalMediasoup.create(
            HorizontalOptions.builder().policy(Policies.roundRobin()).build());

    /** So many of them, {@code box1} and so on. */
    MediaBoxes(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            MediaBox box = new MediaBox("box" + number);
            boxes.add(box);
            Mediasoup remote = RemoteMediasoup.connect(box.uri()).join();
            remotes.add(remote);
            cluster.add(remote).join();
        }
    }

    /** All as one. */
    HorizontalMediasoup cluster() {
        return cluster;
    }

    /** Each by itself, in the order of their numbers. */
    List<Mediasoup> remotes() {
        return remotes;
    }

    /** The box of an id. */
    MediaBox box(String id) {
        return boxes.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** A box as the cluster sees it. */
    Instance instance(String id) {
        return Objects.requireNonNull(cluster.instances().get(id));
    }

    /** Ends the boxes too; those that were stopped must go on before. */
    @Override
    public void close() {
        cluster.close();
        remotes.forEach(Mediasoup::close);
        boxes.forEach(MediaBox::close);
    }
}

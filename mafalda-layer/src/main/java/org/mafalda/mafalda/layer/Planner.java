package org.mafalda.mafalda.layer;

import org.mafalda.mafalda.RoomPlan;
import org.mafalda.mafalda.RoomShape;
import org.mafalda.mafalda.policy.LoadModel;
import org.mafalda.mafalda.policy.StreamKind;
import org.mafalda.mafalda.policy.StreamKind.Use;
import org.mafalda.mediasoup.rtp.MediaKind;

/** Says what rooms would take. Immutable. */
record Planner(LoadModel model, double watermark, int maxWorkers) {
    /** Far more than anybody has. */
    private static final int MANY_WORKERS = 10_000;

    private static final double ROUNDING = 1e-9;

    RoomPlan plan(RoomShape shape) {
        int audio = shape.peers() * shape.audioProducers();
        int video = shape.peers() * shape.videoProducers();
        int others = shape.peers() - 1;
        double fixed = audio * (cost(Use.PRODUCER, MediaKind.AUDIO) + others * cost(Use.CONSUMER, MediaKind.AUDIO))
                + video * (cost(Use.PRODUCER, MediaKind.VIDEO) + others * cost(Use.CONSUMER, MediaKind.VIDEO));
        double pipesToOne = audio * pipe(MediaKind.AUDIO) + video * pipe(MediaKind.VIDEO) * shape.layers();
        int consumers = (audio + video) * others;
        for (int workers = 1; workers <= MANY_WORKERS; workers++) {
            if (fixed + pipesToOne * (workers - 1) <= watermark * workers + ROUNDING) {
                return new RoomPlan(consumers, workers, (audio + video) * (workers - 1), workers <= maxWorkers);
            }
        }
        return new RoomPlan(consumers, 0, 0, false);
    }

    private double cost(Use use, MediaKind kind) {
        return model.cost(new StreamKind(use, kind, 0));
    }

    /** Both ends. */
    private double pipe(MediaKind kind) {
        return cost(Use.PIPE_CONSUMER, kind) + cost(Use.PIPE_PRODUCER, kind);
    }
}

package org.mafalda.mediasoup.horizontal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.layers.PipePath;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.rope.Details;

/**
 * How media goes from box to box: between their pipe addresses, encrypted; over loopback when both name nothing else,
 * for then they are one machine.
 */
final class Paths {
    private Paths() {}

    /** The same pipe, to the router that the instance knows. */
    static PipeToRouterOptions within(PipeToRouterOptions options, Router target) {
        return with(
                options,
                target,
                options.listenInfo(),
                options.targetListenInfo(),
                options.enableRtx(),
                options.enableSrtp());
    }

    /**
     * The same pipe, with all that the caller left to the boxes.
     *
     * @param to the instance of the target; null if it is none of ours
     */
    static PipeToRouterOptions between(
            PipeToRouterOptions options, BoxInstance from, Router target, @Nullable BoxInstance to) {
        TransportListenInfo near = options.listenInfo();
        TransportListenInfo far = options.targetListenInfo() == null ? near : options.targetListenInfo();
        boolean enableSrtp = options.enableSrtp();
        if (near == null || far == null) {
            PipePath path = path(from, to == null ? from : to);
            near = near == null ? path.listenInfo() : near;
            far = far == null ? path.targetListenInfo() : far;
            enableSrtp |= path.enableSrtp();
        }
        boolean enableRtx = options.enableRtx() || from.mediasoup().options().enableRtx();
        return with(options, target, near, far, enableRtx, enableSrtp);
    }

    private static PipeToRouterOptions with(
            PipeToRouterOptions options,
            Router target,
            @Nullable TransportListenInfo near,
            @Nullable TransportListenInfo far,
            boolean enableRtx,
            boolean enableSrtp) {
        return new PipeToRouterOptions(
                options.producerId(),
                options.dataProducerId(),
                target,
                near,
                far,
                options.keepId(),
                options.enableSctp(),
                options.sctp(),
                enableRtx,
                enableSrtp);
    }

    private static PipePath path(BoxInstance from, BoxInstance to) {
        List<String> near = from.host().pipeAddresses();
        List<String> far = to.host().pipeAddresses();
        boolean nearAlone = isConfined(from);
        boolean farAlone = isConfined(to);
        if (nearAlone != farAlone) {
            BoxInstance alone = nearAlone ? from : to;
            throw new UnsupportedException(
                    "Box has no pipe address at which others reach it",
                    Details.of(
                            "box", alone.boxId(),
                            "pipeAddresses", alone.host().pipeAddresses(),
                            "other", (nearAlone ? to : from).boxId()));
        }
        return PipePath.between(near, far);
    }

    /** Whether nobody on another machine can reach the box for media that is piped. */
    static boolean isConfined(BoxInstance box) {
        return box.host().pipeAddresses().stream().allMatch(PipePath::isLoopback);
    }
}

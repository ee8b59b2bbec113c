package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.AddSubchannelRequest;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.AddSubchannelResponse;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.RemoveSubchannelRequest;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.RemoveSubchannelResponse;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.SetSubchannelsRequest;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.SetSubchannelsResponse;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;

/** The subchannels of data consumers, 0 to 65535; each request gives those that apply afterwards. */
public final class SubchannelsFbs {
    private SubchannelsFbs() {}

    /** Receives these and no others. */
    public static Request<List<Integer>> setSubchannels(String dataConsumerId, List<Integer> subchannels) {
        return new Request<>(
                "dataConsumer.setSubchannels",
                Method.DATACONSUMER_SET_SUBCHANNELS,
                dataConsumerId,
                Body.DataConsumer_SetSubchannelsRequest,
                builder -> SetSubchannelsRequest.createSetSubchannelsRequest(
                        builder, SetSubchannelsRequest.createSubchannelsVector(builder, VectorFbs.ints(subchannels))),
                reply -> {
                    SetSubchannelsResponse now = reply.body(new SetSubchannelsResponse());
                    return VectorFbs.sorted(now.subchannelsLength(), now::subchannels);
                });
    }

    /** Receives this one too. */
    public static Request<List<Integer>> addSubchannel(String dataConsumerId, int subchannel) {
        return new Request<>(
                "dataConsumer.addSubchannel",
                Method.DATACONSUMER_ADD_SUBCHANNEL,
                dataConsumerId,
                Body.DataConsumer_AddSubchannelRequest,
                builder -> AddSubchannelRequest.createAddSubchannelRequest(builder, subchannel),
                reply -> {
                    AddSubchannelResponse now = reply.body(new AddSubchannelResponse());
                    return VectorFbs.sorted(now.subchannelsLength(), now::subchannels);
                });
    }

    /** Receives this one no longer. */
    public static Request<List<Integer>> removeSubchannel(String dataConsumerId, int subchannel) {
        return new Request<>(
                "dataConsumer.removeSubchannel",
                Method.DATACONSUMER_REMOVE_SUBCHANNEL,
                dataConsumerId,
                Body.DataConsumer_RemoveSubchannelRequest,
                builder -> RemoveSubchannelRequest.createRemoveSubchannelRequest(builder, subchannel),
                reply -> {
                    RemoveSubchannelResponse now = reply.body(new RemoveSubchannelResponse());
                    return VectorFbs.sorted(now.subchannelsLength(), now::subchannels);
                });
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;
import org.mafalda.mediasoup.dump.BaseConsumerDump;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.dump.PipeConsumerDump;
import org.mafalda.mediasoup.dump.RtpStreamDump;
import org.mafalda.mediasoup.dump.SimpleConsumerDump;
import org.mafalda.mediasoup.dump.SimulcastConsumerDump;
import org.mafalda.mediasoup.dump.SvcConsumerDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.worker.fbs.consumer.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpEncodingParameters;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Dump;

/** The dumps of consumers. */
final class ConsumerDumpFbs {
    private ConsumerDumpFbs() {}

    static ConsumerDump read(Reply reply) {
        org.mafalda.mediasoup.worker.fbs.consumer.ConsumerDump dump =
                reply.body(new DumpResponse()).data();
        BaseConsumerDump base = readBase(dump.base());
        List<RtpStreamDump> streams =
                VectorFbs.tables(dump.rtpStreamsLength(), new Dump(), dump::rtpStreams, RtpStreamDumpFbs::read);
        return switch (RtpTypeFbs.CONSUMER_TYPE.read(dump.base().type())) {
            case SIMPLE -> new SimpleConsumerDump(base, streams.get(0));
            case SIMULCAST ->
                new SimulcastConsumerDump(
                        base,
                        streams.get(0),
                        dump.preferredSpatialLayer(),
                        dump.targetSpatialLayer(),
                        dump.currentSpatialLayer(),
                        dump.preferredTemporalLayer(),
                        dump.targetTemporalLayer(),
                        dump.currentTemporalLayer());
            case SVC ->
                new SvcConsumerDump(
                        base,
                        streams.get(0),
                        dump.preferredSpatialLayer(),
                        dump.targetSpatialLayer(),
                        dump.currentSpatialLayer(),
                        dump.preferredTemporalLayer(),
                        dump.targetTemporalLayer(),
                        dump.currentTemporalLayer());
            case PIPE -> new PipeConsumerDump(base, streams);
        };
    }

    private static BaseConsumerDump readBase(org.mafalda.mediasoup.worker.fbs.consumer.BaseConsumerDump base) {
        return new BaseConsumerDump(
                base.id(),
                base.producerId(),
                RtpTypeFbs.KIND.read(base.kind()),
                RtpParametersFbs.read(base.rtpParameters()),
                VectorFbs.tables(
                        base.consumableRtpEncodingsLength(),
                        new RtpEncodingParameters(),
                        base::consumableRtpEncodings,
                        RtpEncodingParametersFbs::read),
                VectorFbs.values(base.supportedCodecPayloadTypesLength(), base::supportedCodecPayloadTypes),
                VectorFbs.values(
                        base.traceEventTypesLength(), i -> ConsumerTraceFbs.TYPE.read(base.traceEventTypes(i))),
                base.paused(),
                base.producerPaused(),
                base.priority());
    }
}

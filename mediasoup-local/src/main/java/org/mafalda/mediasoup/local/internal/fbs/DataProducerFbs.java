package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.dump.DataProducerDump;
import org.mafalda.mediasoup.local.internal.channel.Notification;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.DataProducerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.mediasoup.worker.fbs.dataproducer.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.dataproducer.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.dataproducer.SendNotification;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.transport.ProduceDataRequest;

/** The creation of data producers, and what they are asked and told. */
public final class DataProducerFbs {
    static final EnumFbs<DataProducerType> TYPE = EnumFbs.of(DataProducerType.SCTP, DataProducerType.DIRECT);

    private DataProducerFbs() {}

    /**
     * Creates a data producer; gives its state.
     *
     * @param sctpStreamParameters null for the direct type
     */
    public static Request<DataProducerDump> produceData(
            String transportId,
            String dataProducerId,
            DataProducerType type,
            @Nullable SctpStreamParameters sctpStreamParameters,
            String label,
            String protocol,
            boolean paused) {
        return new Request<>(
                "transport.produceData",
                Method.TRANSPORT_PRODUCE_DATA,
                transportId,
                Body.Transport_ProduceDataRequest,
                builder -> ProduceDataRequest.createProduceDataRequest(
                        builder,
                        builder.createString(dataProducerId),
                        TYPE.write(type),
                        SctpParametersFbs.writeStream(builder, sctpStreamParameters),
                        builder.createString(label),
                        builder.createString(protocol),
                        paused),
                DataProducerFbs::readDump);
    }

    /** The inner state. */
    public static Request<DataProducerDump> dump(String dataProducerId) {
        return Request.of("dataProducer.dump", Method.DATAPRODUCER_DUMP, dataProducerId, DataProducerFbs::readDump);
    }

    /** The traffic. */
    public static Request<DataProducerStat> getStats(String dataProducerId) {
        return Request.of(
                "dataProducer.getStats", Method.DATAPRODUCER_GET_STATS, dataProducerId, DataProducerFbs::readStats);
    }

    /** Forwards nothing from now on. */
    public static Request<Boolean> pause(String dataProducerId) {
        return Request.of("dataProducer.pause", Method.DATAPRODUCER_PAUSE, dataProducerId);
    }

    /** Forwards again. */
    public static Request<Boolean> resume(String dataProducerId) {
        return Request.of("dataProducer.resume", Method.DATAPRODUCER_RESUME, dataProducerId);
    }

    /** Hands a message to a data producer of a direct transport. */
    public static Notification send(String dataProducerId, DataMessage message) {
        return new Notification(
                Event.DATAPRODUCER_SEND,
                dataProducerId,
                org.mafalda.mediasoup.worker.fbs.notification.Body.DataProducer_SendNotification,
                builder -> writeMessage(builder, message));
    }

    private static int writeMessage(FlatBufferBuilder builder, DataMessage message) {
        List<Integer> wanted = message.subchannels();
        int subchannels =
                wanted == null ? 0 : SendNotification.createSubchannelsVector(builder, VectorFbs.ints(wanted));
        int data = SendNotification.createDataVector(builder, message.payload());
        SendNotification.startSendNotification(builder);
        SendNotification.addPpid(builder, message.ppid());
        SendNotification.addData(builder, data);
        SendNotification.addSubchannels(builder, subchannels);
        OptionalFbs.add(builder, SendNotification::addRequiredSubchannel, message.requiredSubchannel());
        OptionalFbs.add(builder, SendNotification::addIgnoredSubchannel, message.ignoredSubchannel());
        return SendNotification.endSendNotification(builder);
    }

    private static DataProducerDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new DataProducerDump(
                dump.id(),
                dump.paused(),
                TYPE.read(dump.type()),
                SctpParametersFbs.readStream(dump.sctpStreamParameters()),
                dump.label(),
                dump.protocol());
    }

    private static DataProducerStat readStats(Reply reply) {
        GetStatsResponse stats = reply.body(new GetStatsResponse());
        return new DataProducerStat(
                stats.timestamp(), stats.label(), stats.protocol(), stats.messagesReceived(), stats.bytesReceived());
    }
}

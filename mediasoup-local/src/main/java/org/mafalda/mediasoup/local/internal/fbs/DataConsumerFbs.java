package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.dump.DataConsumerDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.DataConsumerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.GetBufferedAmountResponse;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.SendRequest;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.SendResponse;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.SetBufferedAmountLowThresholdRequest;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.transport.ConsumeDataRequest;

/** The creation of data consumers, and what they are asked, but for their subchannels. */
public final class DataConsumerFbs {
    static final EnumFbs<DataConsumerType> TYPE = EnumFbs.of(DataConsumerType.SCTP, DataConsumerType.DIRECT);

    private DataConsumerFbs() {}

    /**
     * Creates a data consumer; gives its state.
     *
     * @param sctpStreamParameters null for the direct type
     * @param subchannels subchannels to receive; null for none
     */
    public static Request<DataConsumerDump> consumeData(
            String transportId,
            String dataConsumerId,
            String dataProducerId,
            DataConsumerType type,
            @Nullable SctpStreamParameters sctpStreamParameters,
            String label,
            String protocol,
            boolean paused,
            @Nullable List<Integer> subchannels) {
        return new Request<>(
                "transport.consumeData",
                Method.TRANSPORT_CONSUME_DATA,
                transportId,
                Body.Transport_ConsumeDataRequest,
                builder -> ConsumeDataRequest.createConsumeDataRequest(
                        builder,
                        builder.createString(dataConsumerId),
                        builder.createString(dataProducerId),
                        TYPE.write(type),
                        SctpParametersFbs.writeStream(builder, sctpStreamParameters),
                        builder.createString(label),
                        builder.createString(protocol),
                        paused,
                        ConsumeDataRequest.createSubchannelsVector(
                                builder, VectorFbs.ints(subchannels == null ? List.of() : subchannels))),
                DataConsumerFbs::readDump);
    }

    /** The inner state. */
    public static Request<DataConsumerDump> dump(String dataConsumerId) {
        return Request.of("dataConsumer.dump", Method.DATACONSUMER_DUMP, dataConsumerId, DataConsumerFbs::readDump);
    }

    /** The traffic. */
    public static Request<DataConsumerStat> getStats(String dataConsumerId) {
        return Request.of(
                "dataConsumer.getStats", Method.DATACONSUMER_GET_STATS, dataConsumerId, DataConsumerFbs::readStats);
    }

    /** Sends nothing from now on. */
    public static Request<Boolean> pause(String dataConsumerId) {
        return Request.of("dataConsumer.pause", Method.DATACONSUMER_PAUSE, dataConsumerId);
    }

    /** Sends again. */
    public static Request<Boolean> resume(String dataConsumerId) {
        return Request.of("dataConsumer.resume", Method.DATACONSUMER_RESUME, dataConsumerId);
    }

    /** The bytes that wait to be sent. */
    public static Request<Long> getBufferedAmount(String dataConsumerId) {
        return Request.of(
                "dataConsumer.getBufferedAmount",
                Method.DATACONSUMER_GET_BUFFERED_AMOUNT,
                dataConsumerId,
                reply -> reply.body(new GetBufferedAmountResponse()).bufferedAmount());
    }

    /** Sets the number of waiting bytes at which the low event fires, 0 to 4294967295. */
    public static Request<Boolean> setBufferedAmountLowThreshold(String dataConsumerId, long threshold) {
        return Request.of(
                "dataConsumer.setBufferedAmountLowThreshold",
                Method.DATACONSUMER_SET_BUFFERED_AMOUNT_LOW_THRESHOLD,
                dataConsumerId,
                Body.DataConsumer_SetBufferedAmountLowThresholdRequest,
                builder -> SetBufferedAmountLowThresholdRequest.createSetBufferedAmountLowThresholdRequest(
                        builder, threshold));
    }

    /** Sends a message to the endpoint; gives the bytes that wait then. */
    public static Request<Long> send(String dataConsumerId, DataMessage message) {
        return new Request<>(
                "dataConsumer.send",
                Method.DATACONSUMER_SEND,
                dataConsumerId,
                Body.DataConsumer_SendRequest,
                builder -> SendRequest.createSendRequest(
                        builder, message.ppid(), SendRequest.createDataVector(builder, message.payload())),
                reply -> reply.body(new SendResponse()).bufferedAmount());
    }

    private static DataConsumerDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new DataConsumerDump(
                dump.id(),
                dump.paused(),
                dump.dataProducerPaused(),
                VectorFbs.sorted(dump.subchannelsLength(), dump::subchannels),
                dump.dataProducerId(),
                TYPE.read(dump.type()),
                SctpParametersFbs.readStream(dump.sctpStreamParameters()),
                dump.label(),
                dump.protocol(),
                dump.bufferedAmount(),
                dump.bufferedAmountLowThreshold());
    }

    private static DataConsumerStat readStats(Reply reply) {
        GetStatsResponse stats = reply.body(new GetStatsResponse());
        return new DataConsumerStat(
                stats.timestamp(),
                stats.label(),
                stats.protocol(),
                stats.messagesSent(),
                stats.bytesSent(),
                stats.bufferedAmount());
    }
}

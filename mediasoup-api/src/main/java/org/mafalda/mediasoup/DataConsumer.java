package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.DataConsumerDump;
import org.mafalda.mediasoup.event.BufferedAmountLowEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.DataProducerPauseEvent;
import org.mafalda.mediasoup.event.DataProducerResumeEvent;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.event.SctpSendBufferFullEvent;
import org.mafalda.mediasoup.stats.DataConsumerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.rope.Listener;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * The forwarding of one data producer to one endpoint.
 *
 * <p>Thread-safe. Lives until it, its transport or its data producer is closed.
 */
@Remote
public interface DataConsumer extends AutoCloseable {
    /** Unique id. */
    String id();

    /** Id of the data producer. */
    String dataProducerId();

    /** Whether it is closed. */
    boolean closed();

    /** Whether messages leave over SCTP or to this program. */
    DataConsumerType type();

    /** Its SCTP stream; null on a DirectTransport. */
    @Nullable SctpStreamParameters sctpStreamParameters();

    /** Label (RFC 8832). */
    String label();

    /** Sub-protocol (RFC 8832). */
    String protocol();

    /** Whether it is paused itself. */
    boolean paused();

    /** Whether its data producer is paused. */
    boolean dataProducerPaused();

    /** The subchannels that it receives. */
    List<Integer> subchannels();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the data consumer. */
    CompletableFuture<DataConsumerDump> dump();

    /** Counters; a list with one element. */
    CompletableFuture<List<DataConsumerStat>> getStats();

    /** Stops forwarding. */
    CompletableFuture<Void> pause();

    /** Forwards again. */
    CompletableFuture<Void> resume();

    /** When as few bytes or fewer wait to be sent, {@link #onBufferedAmountLow} fires. 0 to 2^32-1. */
    CompletableFuture<Void> setBufferedAmountLowThreshold(long threshold);

    /** Bytes that wait in the SCTP send buffer. */
    CompletableFuture<Long> getBufferedAmount();

    /**
     * Sends a message of this program's own to the endpoint, and tells the bytes that wait in the send buffer then.
     * Fails with {@link UnsupportedException} on a DirectTransport. The message must not name subchannels.
     */
    CompletableFuture<Long> send(DataMessage message);

    /** Replaces {@link #subchannels()}; 0 to 65535 each. */
    CompletableFuture<Void> setSubchannels(List<Integer> subchannels);

    /** Adds to {@link #subchannels()}; 0 to 65535. */
    CompletableFuture<Void> addSubchannel(int subchannel);

    /** Removes from {@link #subchannels()}. */
    CompletableFuture<Void> removeSubchannel(int subchannel);

    /** Stops forwarding for good. */
    @Override
    void close();

    /** When nothing flows any more: it or its data producer was paused while neither was before. */
    Subscription onPause(Listener<PauseEvent> listener);

    /** When it flows again: neither it nor its data producer is paused any more. */
    Subscription onResume(Listener<ResumeEvent> listener);

    /** After {@link #dataProducerPaused()} became true. */
    Subscription onDataProducerPause(Listener<DataProducerPauseEvent> listener);

    /** After {@link #dataProducerPaused()} became false. */
    Subscription onDataProducerResume(Listener<DataProducerResumeEvent> listener);

    /** A message, if it is on a DirectTransport. */
    @OnDemand
    Subscription onMessage(Listener<MessageEvent> listener);

    /** A message was dropped because the SCTP send buffer was full. */
    Subscription onSctpSendBufferFull(Listener<SctpSendBufferFullEvent> listener);

    /** The bytes that wait in the SCTP send buffer fell to the threshold. */
    Subscription onBufferedAmountLow(Listener<BufferedAmountLowEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

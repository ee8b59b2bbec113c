package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.WorkerLogLevel;
import org.mafalda.mediasoup.WorkerLogTag;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.router.CloseTransportRequest;
import org.mafalda.mediasoup.worker.fbs.transport.EnableTraceEventRequest;
import org.mafalda.mediasoup.worker.fbs.transport.SendRtcpNotification;
import org.mafalda.mediasoup.worker.fbs.transport.SetMaxIncomingBitrateRequest;
import org.mafalda.mediasoup.worker.fbs.worker.UpdateSettingsRequest;

final class RequestFbsTest {
    @Test
    void requestNamesMethodObjectAndBody() {
        org.mafalda.mediasoup.worker.fbs.request.Request sent = Wire.sent(RouterFbs.closeTransport("router", "t1"));

        assertThat(sent.id()).isEqualTo(7);
        assertThat(sent.method()).isEqualTo(Method.ROUTER_CLOSE_TRANSPORT);
        assertThat(sent.handlerId()).isEqualTo("router");
        assertThat(sent.bodyType()).isEqualTo(Body.Router_CloseTransportRequest);
        assertThat(Wire.body(RouterFbs.closeTransport("router", "t1"), new CloseTransportRequest())
                        .transportId())
                .isEqualTo("t1");
    }

    @Test
    void requestWithoutBodyHasNone() {
        org.mafalda.mediasoup.worker.fbs.request.Request sent = Wire.sent(ProducerFbs.pause("p1"));

        assertThat(sent.method()).isEqualTo(Method.PRODUCER_PAUSE);
        assertThat(sent.bodyType()).isEqualTo(Body.NONE);
    }

    @Test
    void bitratesOf32BitsAndMoreAreWritten() {
        SetMaxIncomingBitrateRequest body =
                Wire.body(TransportFbs.setMaxIncomingBitrate("t1", 5_000_000_000L), new SetMaxIncomingBitrateRequest());

        assertThat(body.maxIncomingBitrate()).isEqualTo(5_000_000_000L);
    }

    @Test
    void traceEventTypesAreWritten() {
        EnableTraceEventRequest body = Wire.body(
                TransportFbs.enableTraceEvent("t1", Set.of(TransportTraceEventType.BWE)),
                new EnableTraceEventRequest());

        assertThat(body.eventsLength()).isEqualTo(1);
        assertThat(body.events(0)).isEqualTo(TransportTraceFbs.TYPE.write(TransportTraceEventType.BWE));
    }

    @Test
    void settingsThatAreNotGivenStayOut() {
        UpdateSettingsRequest body = Wire.body(
                WorkerFbs.updateSettings(WorkerUpdateableSettings.builder()
                        .logTags(List.of(WorkerLogTag.ICE, WorkerLogTag.RTX))
                        .build()),
                new UpdateSettingsRequest());
        UpdateSettingsRequest level = Wire.body(
                WorkerFbs.updateSettings(WorkerUpdateableSettings.builder()
                        .logLevel(WorkerLogLevel.DEBUG)
                        .build()),
                new UpdateSettingsRequest());

        assertThat(body.logLevel()).isNull();
        assertThat(body.logTagsLength()).isEqualTo(2);
        assertThat(body.logTags(1)).isEqualTo("rtx");
        assertThat(level.logLevel()).isEqualTo("debug");
        assertThat(level.logTagsVector()).isNull();
    }

    @Test
    void sendingLeavesTheBufferAsItWas() {
        ByteBuffer packet =
                ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}).position(1).limit(4);

        Notification sent = Wire.sent(TransportFbs.sendRtcp("t1", packet.asReadOnlyBuffer()));
        SendRtcpNotification body = (SendRtcpNotification) sent.body(new SendRtcpNotification());

        assertThat(sent.event()).isEqualTo(Event.TRANSPORT_SEND_RTCP);
        assertThat(body.dataLength()).isEqualTo(3);
        assertThat(body.data(0)).isEqualTo(1);
        assertThat(Wire.sent(ProducerFbs.send("p1", packet)).event()).isEqualTo(Event.PRODUCER_SEND);
        assertThat(packet.remaining()).isEqualTo(3);
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import static org.mafalda.mediasoup.local.internal.fbs.NotificationFbs.body;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.event.IceStateChangeEvent;
import org.mafalda.mediasoup.event.RtcpEvent;
import org.mafalda.mediasoup.event.RtcpTupleEvent;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.event.TupleEvent;
import org.mafalda.mediasoup.worker.fbs.directtransport.RtcpNotification;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.mafalda.mediasoup.worker.fbs.plaintransport.RtcpTupleNotification;
import org.mafalda.mediasoup.worker.fbs.plaintransport.TupleNotification;
import org.mafalda.mediasoup.worker.fbs.transport.SctpNegotiatedCapabilitiesNotification;
import org.mafalda.mediasoup.worker.fbs.transport.SctpStateChangeNotification;
import org.mafalda.mediasoup.worker.fbs.transport.TraceNotification;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsStateChangeNotification;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceSelectedTupleChangeNotification;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceStateChangeNotification;

/** What the worker tells of transports. */
final class TransportNotificationFbs {
    private TransportNotificationFbs() {}

    static @Nullable Object decode(Notification notification) {
        return switch (notification.event()) {
            case Event.DIRECTTRANSPORT_RTCP ->
                new RtcpEvent(VectorFbs.copy(
                        body(notification, new RtcpNotification()).dataAsByteBuffer()));
            case Event.TRANSPORT_TRACE -> TransportTraceFbs.read(body(notification, new TraceNotification()));
            case Event.TRANSPORT_SCTP_STATE_CHANGE ->
                new SctpStateChangeEvent(SctpParametersFbs.STATE.read(
                        body(notification, new SctpStateChangeNotification()).sctpState()));
            case Event.TRANSPORT_SCTP_NEGOTIATED_CAPABILITIES ->
                SctpParametersFbs.readNegotiated(body(notification, new SctpNegotiatedCapabilitiesNotification())
                        .negotiatedCapabilities());
            case Event.WEBRTCTRANSPORT_ICE_SELECTED_TUPLE_CHANGE ->
                new IceSelectedTupleChangeEvent(
                        TupleFbs.read(body(notification, new IceSelectedTupleChangeNotification())
                                .tuple()));
            case Event.WEBRTCTRANSPORT_ICE_STATE_CHANGE ->
                new IceStateChangeEvent(IceFbs.STATE.read(
                        body(notification, new IceStateChangeNotification()).iceState()));
            case Event.WEBRTCTRANSPORT_DTLS_STATE_CHANGE -> dtlsState(notification);
            case Event.PLAINTRANSPORT_TUPLE ->
                new TupleEvent(TupleFbs.read(
                        body(notification, new TupleNotification()).tuple()));
            case Event.PLAINTRANSPORT_RTCP_TUPLE ->
                new RtcpTupleEvent(TupleFbs.read(
                        body(notification, new RtcpTupleNotification()).tuple()));
            default -> NotificationFbs.unknown(notification);
        };
    }

    private static DtlsStateNotice dtlsState(Notification notification) {
        DtlsStateChangeNotification change = body(notification, new DtlsStateChangeNotification());
        return new DtlsStateNotice(DtlsFbs.STATE.read(change.dtlsState()), OptionalFbs.text(change.remoteCert()));
    }
}

package org.mafalda.mediasoup.local;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.BaseTransportDump;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** What the transports that reach their endpoint over a network have in common: an SCTP association, if enabled. */
abstract class LocalSctpTransport extends LocalTransport {
    private final @Nullable SctpParameters sctpParameters;
    private final Signal<SctpStateChangeEvent> onSctpStateChange = new Signal<>();
    private volatile @Nullable SctpState sctpState;
    private volatile @Nullable SctpNegotiatedCapabilities sctpNegotiatedCapabilities;

    LocalSctpTransport(LocalRouter router, Map<String, @Nullable Object> appData, BaseTransportDump dump) {
        super(router, appData, dump);
        this.sctpParameters = dump.sctpParameters();
        this.sctpState = dump.sctpState();
    }

    public final @Nullable SctpParameters sctpParameters() {
        return sctpParameters;
    }

    public final @Nullable SctpState sctpState() {
        return sctpState;
    }

    public final @Nullable SctpNegotiatedCapabilities sctpNegotiatedCapabilities() {
        return sctpNegotiatedCapabilities;
    }

    public final Subscription onSctpStateChange(Listener<SctpStateChangeEvent> listener) {
        return onSctpStateChange.subscribe(listener);
    }

    @Override
    protected void markClosed() {
        if (sctpState != null) {
            sctpState = SctpState.CLOSED;
        }
    }

    @Override
    protected void describeClosed(Change.Builder change) {
        if (sctpState != null) {
            change.property("sctpState", sctpState);
        }
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof SctpStateChangeEvent event) {
            if (update(() -> sctpState = event.sctpState())) {
                Change.Builder change = Change.builder().property("sctpState", event.sctpState());
                fire(onSctpStateChange, "onSctpStateChange", event, change);
            }
        } else if (notification instanceof SctpNegotiatedCapabilities capabilities) {
            sctpNegotiatedCapabilities = capabilities;
            dataChannels().streamIds.limit(capabilities.negotiatedMaxOutboundStreams());
            report(Change.builder()
                    .property("sctpNegotiatedCapabilities", capabilities)
                    .build());
        } else {
            super.notified(notification);
        }
    }
}

package org.mafalda.mediasoup.horizontal;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * A member of a {@link Horizontal}, as that one sees it. Thread-safe. Lives until it is removed or the
 * {@code Horizontal} is closed.
 */
@Remote
public interface Instance {
    /** The id of its box. */
    String boxId();

    /** The machine behind it, or the machines. */
    HostInfo host();

    /** The last measurement that has come; null before the first. */
    @Nullable HostLoad load();

    /**
     * Whether it can be reached. {@link Availability#SUSPECT}: it gives no sign of life; nothing is placed there, and
     * calls wait. {@link Availability#LOST}: its workers have died of it. It may come back from both.
     */
    Availability availability();

    /** Whether nothing is placed there because it is, or was, drained. */
    boolean draining();

    /** How often it was admitted: 1 at first, one more each time when it comes back after it was lost. */
    long epoch();

    /** How many workers there were created through this {@link Horizontal} and live, 0 or more. */
    int workerCount();

    /** Whether it was removed. */
    boolean closed();

    /** After {@link #availability()} changed. */
    Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener);

    /** After it was removed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}

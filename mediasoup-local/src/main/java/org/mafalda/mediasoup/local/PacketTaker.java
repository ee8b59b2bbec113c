package org.mafalda.mediasoup.local;

/** An object of a direct transport to which the worker hands packets: RTP, RTCP or data messages. */
interface PacketTaker {
    /** Whether anybody listens to them; asked on the I/O thread. */
    boolean wantsPackets();
}

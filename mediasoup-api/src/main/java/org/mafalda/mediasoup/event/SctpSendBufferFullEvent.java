package org.mafalda.mediasoup.event;

/** The SCTP send buffer was full and a message for this data consumer was dropped. */
public record SctpSendBufferFullEvent() {}

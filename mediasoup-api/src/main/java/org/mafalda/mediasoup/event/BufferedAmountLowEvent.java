package org.mafalda.mediasoup.event;

/**
 * The bytes that wait in the SCTP send buffer fell to the threshold or below.
 *
 * @param bufferedAmount bytes that wait now
 */
public record BufferedAmountLowEvent(long bufferedAmount) {}

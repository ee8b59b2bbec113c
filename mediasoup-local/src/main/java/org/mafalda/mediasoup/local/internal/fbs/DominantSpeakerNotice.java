package org.mafalda.mediasoup.local.internal.fbs;

/**
 * Another producer is the dominant speaker. Immutable.
 *
 * @param producerId the audio producer
 */
public record DominantSpeakerNotice(String producerId) {}

package org.mafalda.mediasoup.event;

/** The producer of the consumer was paused. */
public record ProducerPauseEvent() {}

package org.mafalda.mediasoup.event;

/** The data producer of the data consumer was paused. */
public record DataProducerPauseEvent() {}

package org.mafalda.mediasoup.event;

/** The data producer of the data consumer was resumed. */
public record DataProducerResumeEvent() {}

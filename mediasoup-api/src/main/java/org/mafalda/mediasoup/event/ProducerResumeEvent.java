package org.mafalda.mediasoup.event;

/** The producer of the consumer was resumed. */
public record ProducerResumeEvent() {}

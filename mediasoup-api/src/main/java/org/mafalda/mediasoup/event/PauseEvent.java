package org.mafalda.mediasoup.event;

/** The object is paused now and was not before; of a consumer: nothing flows any more, by itself or its producer. */
public record PauseEvent() {}

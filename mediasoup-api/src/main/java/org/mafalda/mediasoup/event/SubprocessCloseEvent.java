package org.mafalda.mediasoup.event;

/** The worker's process has ended and its streams are closed: the last event of a worker's process. */
public record SubprocessCloseEvent() {}

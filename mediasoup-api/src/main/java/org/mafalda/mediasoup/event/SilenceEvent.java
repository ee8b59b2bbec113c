package org.mafalda.mediasoup.event;

/** Nobody is audible any more. */
public record SilenceEvent() {}

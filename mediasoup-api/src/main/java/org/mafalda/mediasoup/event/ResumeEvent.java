package org.mafalda.mediasoup.event;

/** The object is no longer paused; of a consumer: neither itself nor its producer is. */
public record ResumeEvent() {}

package org.mafalda.mediasoup.local.internal.fbs;

/** The worker is ready for requests; its handler id is the pid of the process. */
public record WorkerRunningNotice() {}

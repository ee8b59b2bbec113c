package org.mafalda.mediasoup.local.internal.fbs;

/** The producer of a consumer is closed, and so is the consumer. */
public record ProducerCloseNotice() {}

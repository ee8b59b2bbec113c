package org.mafalda.mediasoup.local.internal.fbs;

/** The data producer of a data consumer is closed, and so is the data consumer. */
public record DataProducerCloseNotice() {}

package org.mafalda.mediasoup.event;

import org.jspecify.annotations.Nullable;

/**
 * The header of a traced RTP packet and what mediasoup read in it.
 *
 * @param payloadType RTP payload type
 * @param sequenceNumber RTP sequence number, 16 bits
 * @param timestamp RTP timestamp, 32 bits
 * @param marker the marker bit
 * @param ssrc the SSRC
 * @param isKeyFrame whether it starts a key frame
 * @param size whole size in bytes
 * @param payloadSize payload in bytes
 * @param spatialLayer spatial layer
 * @param temporalLayer temporal layer
 * @param mid value of the MID extension
 * @param rid value of the RTP stream id extension
 * @param rrid value of the repaired RTP stream id extension
 * @param wideSequenceNumber transport-wide sequence number
 */
public record RtpPacketTrace(
        int payloadType,
        int sequenceNumber,
        long timestamp,
        boolean marker,
        long ssrc,
        boolean isKeyFrame,
        long size,
        long payloadSize,
        int spatialLayer,
        int temporalLayer,
        @Nullable String mid,
        @Nullable String rid,
        @Nullable String rrid,
        @Nullable Integer wideSequenceNumber) {}

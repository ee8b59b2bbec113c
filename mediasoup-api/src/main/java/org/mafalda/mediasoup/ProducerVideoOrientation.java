package org.mafalda.mediasoup;

/**
 * The orientation of the sender's camera (3GPP TS 26.114).
 *
 * @param camera whether the source is a camera
 * @param flip whether the picture is mirrored
 * @param rotation 0, 90, 180 or 270 degrees, clockwise
 */
public record ProducerVideoOrientation(boolean camera, boolean flip, int rotation) {}

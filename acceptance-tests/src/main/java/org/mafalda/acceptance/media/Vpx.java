package org.mafalda.acceptance.media;

import java.nio.ByteBuffer;

/**
 * Payloads of RTP packets that look like VP8 (RFC 7741) and VP9 (RFC 9628); each is a frame, or one spatial layer of
 * it.
 */
public final class Vpx {
    private static final int TWO_BYTES = 0x80;

    private Vpx() {}

    /** A VP8 frame of that many bytes in one packet; of the lowest temporal layer if it is a key frame. */
    public static byte[] vp8(int size, boolean keyFrame, int pictureId, int temporalLayer) {
        byte[] payload = new byte[size];
        payload[0] = (byte) 0x90;
        payload[1] = (byte) 0xE0;
        payload[2] = (byte) (TWO_BYTES | ((pictureId >> 8) & 0x7f));
        payload[3] = (byte) pictureId;
        payload[4] = (byte) (pictureId / 4);
        payload[5] = (byte) ((temporalLayer << 6) | 0x20);
        payload[6] = (byte) (keyFrame ? 0 : 1);
        return payload;
    }

    /** The temporal layer of what {@link #vp8} made. */
    public static int temporalLayerOfVp8(ByteBuffer payload) {
        return (payload.get(5) & 0xff) >> 6;
    }

    /** One spatial layer of a VP9 picture in one packet of that many bytes. */
    public static byte[] vp9(int size, boolean keyFrame, int pictureId, int spatialLayer, int temporalLayer) {
        byte[] payload = new byte[size];
        payload[0] = (byte) (keyFrame ? 0xAC : 0xEC);
        payload[1] = (byte) (TWO_BYTES | ((pictureId >> 8) & 0x7f));
        payload[2] = (byte) pictureId;
        payload[3] = (byte) ((temporalLayer << 5) | 0x10 | (spatialLayer << 1) | (spatialLayer > 0 ? 1 : 0));
        payload[4] = (byte) (pictureId / 4);
        return payload;
    }

    /** The temporal layer of what {@link #vp9} made. */
    public static int temporalLayerOfVp9(ByteBuffer payload) {
        return (payload.get(3) & 0xff) >> 5;
    }
}

package org.mafalda.acceptance.media;

/** Payloads of RTP packets that look like VP8 (RFC 7741) and VP9 (RFC 9628); each is a frame, or a layer of one. */
public final class Vpx {
    private static final int PAYLOAD = 400;

    private Vpx() {}

    /** A VP8 frame in one packet; of the lowest temporal layer if it is a key frame. */
    public static byte[] vp8(boolean keyFrame, int pictureId, int temporalLayer) {
        byte[] payload = new byte[PAYLOAD];
        payload[0] = (byte) 0x90;
        payload[1] = (byte) 0xE0;
        payload[2] = (byte) (0x80 | ((pictureId >> 8) & 0x7f));
        payload[3] = (byte) pictureId;
        payload[4] = (byte) (pictureId / 4);
        payload[5] = (byte) ((temporalLayer << 6) | 0x20);
        payload[6] = (byte) (keyFrame ? 0 : 1);
        return payload;
    }

    /** One spatial layer of a VP9 picture in one packet. */
    public static byte[] vp9(boolean keyFrame, int pictureId, int spatialLayer, int temporalLayer) {
        byte[] payload = new byte[PAYLOAD];
        payload[0] = (byte) (keyFrame ? 0xAC : 0xEC);
        payload[1] = (byte) (0x80 | ((pictureId >> 8) & 0x7f));
        payload[2] = (byte) pictureId;
        payload[3] = (byte) ((temporalLayer << 5) | 0x10 | (spatialLayer << 1) | (spatialLayer > 0 ? 1 : 0));
        payload[4] = (byte) (pictureId / 4);
        return payload;
    }
}

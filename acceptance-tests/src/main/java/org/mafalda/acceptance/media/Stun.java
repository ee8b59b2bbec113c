package org.mafalda.acceptance.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mafalda.mediasoup.transport.IceParameters;

/** The STUN messages (RFC 8489) that ICE needs. */
final class Stun {
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int PRIORITY = 0x0024;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int ICE_CONTROLLING = 0x802A;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_XOR = 0x5354554E;
    private static final int HEADER = 20;
    private static final int INTEGRITY_LENGTH = 20;

    private Stun() {}

    /** Whether it is the answer that agrees. */
    static boolean isSuccess(ByteBuffer message) {
        return message.remaining() >= HEADER && message.getShort(message.position()) == BINDING_SUCCESS;
    }

    /** A binding request that nominates the pair of candidates on which it is sent. */
    static byte[] bindingRequest(IceParameters remote) {
        byte[] transactionId = new byte[12];
        new SecureRandom().nextBytes(transactionId);
        ByteBuffer message = ByteBuffer.allocate(512);
        message.putShort((short) BINDING_REQUEST).putShort((short) 0).putInt(MAGIC_COOKIE);
        message.put(transactionId);
        attribute(message, USERNAME, (remote.usernameFragment() + ":tester").getBytes(StandardCharsets.UTF_8));
        attribute(message, PRIORITY, new byte[] {0x6e, 0x7f, 0x1e, (byte) 0xff});
        attribute(message, ICE_CONTROLLING, new byte[8]);
        attribute(message, USE_CANDIDATE, new byte[0]);
        setLength(message, message.position() - HEADER + 4 + INTEGRITY_LENGTH);
        attribute(message, MESSAGE_INTEGRITY, hmacSha1(remote.password(), message));
        setLength(message, message.position() - HEADER + 8);
        CRC32 crc = new CRC32();
        crc.update(message.duplicate().flip());
        int fingerprint = (int) crc.getValue() ^ FINGERPRINT_XOR;
        attribute(
                message, FINGERPRINT, ByteBuffer.allocate(4).putInt(fingerprint).array());
        byte[] bytes = new byte[message.position()];
        message.flip().get(bytes);
        return bytes;
    }

    private static void attribute(ByteBuffer message, int type, byte[] value) {
        message.putShort((short) type).putShort((short) value.length).put(value);
        while (message.position() % 4 != 0) {
            message.put((byte) 0);
        }
    }

    private static void setLength(ByteBuffer message, int length) {
        message.putShort(2, (short) length);
    }

    private static byte[] hmacSha1(String password, ByteBuffer message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(message.duplicate().flip());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private static final RtpPacket PACKET = new RtpPacket(101, true, 65_535, 4_294_967_295L, 4_000_000_000L);

    private static ByteBuffer bytes(RtpPacket packet) {
        ByteBuffer bytes = ByteBuffer.allocate(RtpPacket.HEADER_LENGTH);
        packet.write(bytes);
        return bytes.flip();
    }

    @Test
    void readsWhatItWrote() {
        assertThat(RtpPacket.read(bytes(PACKET))).isEqualTo(PACKET);
    }

    @Test
    void writesTheHeaderOfRfc3550() {
        assertThat(bytes(new RtpPacket(100, false, 0x0102, 0x03040506, 0x0708090AL))
                        .array())
                .containsExactly(0x80, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void tellsRtpFromRtcp() {
        assertThat(RtpPacket.isRtp(bytes(PACKET))).isTrue();
        ByteBuffer senderReport = bytes(PACKET).put(1, (byte) 200);
        assertThat(RtpPacket.isRtp(senderReport)).isFalse();
    }

    @Test
    void whatIsShorterThanAHeaderIsNotRtp() {
        assertThat(RtpPacket.isRtp(bytes(PACKET).limit(11))).isFalse();
    }
}

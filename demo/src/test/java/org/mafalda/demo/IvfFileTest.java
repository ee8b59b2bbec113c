package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class IvfFileTest {
    @Test
    void theTestPictureIsOneSecondThatBeginsWithItsOnlyKeyFrame() {
        IvfFile picture = IvfFile.testPicture();
        assertThat(picture.framesPerSecond()).isEqualTo(30);
        assertThat(picture.frames()).hasSize(30);
        // RFC 6386, section 9.1: the lowest bit of a frame is 0 for a key frame.
        assertThat(picture.frames().get(0)[0] & 1).isZero();
        assertThat(picture.frames().subList(1, 30)).allMatch(frame -> (frame[0] & 1) == 1);
    }

    @Test
    void somethingElseIsRefused() {
        assertThatThrownBy(() -> IvfFile.read(ByteBuffer.allocate(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not an IVF file [length:64]");
    }
}

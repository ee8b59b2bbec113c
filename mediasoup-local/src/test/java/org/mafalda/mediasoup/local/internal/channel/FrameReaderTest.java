package org.mafalda.mediasoup.local.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final List<byte[]> read = new ArrayList<>();

    @Test
    void messagesArriveWholeHoweverTheStreamIsCut() throws IOException {
        List<byte[]> sent = new ArrayList<>();
        Random random = new Random(1);
        for (int size : List.of(4, 5, 100, 70_000, 131_072, 300_000, 7, 8, 4_194_304, 12)) {
            byte[] message = new byte[size];
            random.nextBytes(message);
            sent.add(message);
        }
        readAll(new Drip(framed(sent), new Random(2)));
        assertThat(read).usingElementComparator(Arrays::compare).containsExactlyElementsOf(sent);
    }

    @Test
    void impossibleLengthBreaksTheChannel() {
        assertThatThrownBy(() ->
                        readAll(new ByteArrayInputStream("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(BrokenChannelException.class)
                .hasMessageContaining("impossible length [length:1347703880, limit:4194304]");
        assertThatThrownBy(() -> readAll(new ByteArrayInputStream(new byte[] {0, 0, 0, 0})))
                .isInstanceOf(BrokenChannelException.class);
        assertThatThrownBy(() -> readAll(new ByteArrayInputStream(new byte[] {-1, -1, -1, -1})))
                .isInstanceOf(BrokenChannelException.class)
                .hasMessageContaining("length:4294967295");
    }

    @Test
    void messageThatTheEndCutsOffIsDropped() throws IOException {
        readAll(new ByteArrayInputStream(new byte[] {4, 0, 0, 0, 1, 2, 3, 4, 10, 0, 0, 0, 1, 2}));
        assertThat(read).usingElementComparator(Arrays::compare).containsExactly(new byte[] {1, 2, 3, 4});
    }

    private void readAll(InputStream in) throws IOException {
        FrameReader reader = new FrameReader(in, message -> {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            read.add(bytes);
        });
        boolean open = true;
        while (open) {
            open = reader.read();
        }
    }

    private static byte[] framed(List<byte[]> messages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            out.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(message.length)
                    .array());
            out.write(message);
        }
        return out.toByteArray();
    }

    /** Gives its bytes in pieces of random size. */
    private static final class Drip extends InputStream {
        private final ByteArrayInputStream in;
        private final Random random;

        private Drip(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 3 : 60_000)));
        }
    }
}

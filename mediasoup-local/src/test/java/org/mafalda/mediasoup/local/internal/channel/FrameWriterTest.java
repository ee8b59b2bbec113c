package org.mafalda.mediasoup.local.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FrameWriterTest {
    private final List<Runnable> slowPath = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    @Test
    void loneCallerWritesAtOnce() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameWriter writer = writer(out);
        assertThat(writer.write(bytes(3))).isEqualTo(3);
        assertThat(out.size()).isEqualTo(3);
        assertThat(writer.write(bytes(4))).isEqualTo(7);
        assertThat(out.size()).isEqualTo(7);
        assertThat(slowPath).isEmpty();
    }

    @Test
    void callerDoesNotWriteWhatMightNotFitThePipe() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameWriter writer = writer(out);
        long mark = writer.write(bytes(30_000));
        assertThat(slowPath).isEmpty();
        writer.write(bytes(10_000));
        assertThat(slowPath).hasSize(1);
        assertThat(out.size()).isEqualTo(30_000);
        writer.taken(mark);
        slowPath.get(0).run();
        assertThat(out.size()).isEqualTo(40_000);
    }

    @Test
    void answeredRequestsOpenTheWindow() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameWriter writer = writer(out);
        for (int i = 0; i < 100; i++) {
            writer.taken(writer.write(bytes(20_000)));
        }
        assertThat(slowPath).isEmpty();
        assertThat(out.size()).isEqualTo(2_000_000);
    }

    @Test
    void whatComesWhileSomebodyWritesGoesOutTogether() throws Exception {
        CountDownLatch firstIsWriting = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<Integer> writes = new ArrayList<>();
        FrameWriter writer = writer(new OutputStream() {
            @Override
            public void write(int one) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] all, int offset, int length) throws IOException {
                writes.add(length);
                firstIsWriting.countDown();
                try {
                    assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> writer.write(bytes(10)));
        assertThat(firstIsWriting.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 50; i++) {
            writer.write(bytes(10));
        }
        release.countDown();
        first.get(10, TimeUnit.SECONDS);
        assertThat(writes).containsExactly(10, 500);
    }

    @Test
    void failureIsToldOnce() {
        FrameWriter writer = writer(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        writer.write(bytes(1));
        writer.write(bytes(1));
        assertThat(failures).hasSize(1);
    }

    private FrameWriter writer(OutputStream out) {
        return new FrameWriter(out, slowPath::add, failures::add);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }
}

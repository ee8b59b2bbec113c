package org.mafalda.mediasoup.local.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FrameWriterTest {
    private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    private final List<Throwable> failures = new ArrayList<>();
    private CountDownLatch mayWrite = new CountDownLatch(0);
    private final FrameWriter writer = new FrameWriter(new Pipe(), "writer", failures::add);

    private record Write(int bytes, Thread thread) {}

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void loneCallerWritesAtOnce() {
        assertThat(writer.write(bytes(3))).isEqualTo(3);
        assertThat(writer.write(bytes(4))).isEqualTo(7);
        assertThat(writes).containsExactly(new Write(3, Thread.currentThread()), new Write(4, Thread.currentThread()));
    }

    @Test
    void callerLeavesWhatMightNotFitThePipeToTheThread() throws Exception {
        writer.write(bytes(30_000));
        writer.write(bytes(10_000));
        assertThat(next()).isEqualTo(new Write(30_000, Thread.currentThread()));
        Write second = next();
        assertThat(second.bytes()).isEqualTo(10_000);
        assertThat(second.thread()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void answeredRequestsOpenTheWindow() {
        for (int i = 0; i < 100; i++) {
            writer.taken(writer.write(bytes(20_000)));
        }
        assertThat(writes).hasSize(100).allMatch(write -> write.thread() == Thread.currentThread());
    }

    @Test
    void whatComesWhileSomebodyWritesGoesOutTogether() throws Exception {
        mayWrite = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> writer.write(bytes(10)));
        assertThat(next().bytes()).isEqualTo(10);
        for (int i = 0; i < 50; i++) {
            writer.write(bytes(10));
        }
        assertThat(writes).isEmpty();
        mayWrite.countDown();
        first.get(10, TimeUnit.SECONDS);
        assertThat(next().bytes()).isEqualTo(500);
    }

    @Test
    void firstOfWhatIsGatheredGoesOutAtOnceAndTheRestTogether() throws Exception {
        writer.gather();
        int bytes = 0;
        for (int i = 0; i < 1_000; i++) {
            writer.write(bytes(4));
            bytes += 4;
        }
        assertThat(next().bytes()).isEqualTo(4);
        writer.release();
        writer.write(bytes(5));
        List<Write> rest = new ArrayList<>(writes);
        assertThat(rest).hasSizeLessThan(900);
        assertThat(rest).allMatch(write -> write.thread() == Thread.currentThread());
        assertThat(rest.stream().mapToInt(Write::bytes).sum()).isEqualTo(bytes - 4 + 5);
        assertThat(rest.get(rest.size() - 1).bytes()).isEqualTo(5);
    }

    @Test
    void whatIsGatheredGoesOutWithAMessageOfAnother() throws Exception {
        writer.gather();
        writer.write(bytes(4));
        writer.write(bytes(4));
        CompletableFuture.runAsync(() -> writer.write(bytes(1))).get(10, TimeUnit.SECONDS);
        assertThat(writes.stream().mapToInt(Write::bytes).sum()).isEqualTo(9);
    }

    @Test
    void anotherThreadMayReleaseWhatIsGathered() throws Exception {
        writer.gather();
        writer.write(bytes(4));
        writer.write(bytes(4));
        CompletableFuture.runAsync(writer::release).get(10, TimeUnit.SECONDS);
        assertThat(writes.stream().mapToInt(Write::bytes).sum()).isEqualTo(8);
    }

    @Test
    void packetsAreDroppedWhenTooMuchWaits() throws Exception {
        mayWrite = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> writer.write(bytes(10)));
        next();
        int taken = 0;
        while (writer.offer(bytes(1_000_000))) {
            taken++;
        }
        assertThat(taken).isEqualTo(5);
        mayWrite.countDown();
        first.get(10, TimeUnit.SECONDS);
    }

    @Test
    void failureIsToldOnce() {
        FrameWriter broken = new FrameWriter(
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                "broken",
                failures::add);
        broken.write(bytes(1));
        broken.write(bytes(1));
        assertThat(failures).hasSize(1);
    }

    private Write next() throws InterruptedException {
        Write write = writes.poll(10, TimeUnit.SECONDS);
        assertThat(write).isNotNull();
        return write;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    private final class Pipe extends OutputStream {
        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] all, int offset, int length) throws IOException {
            writes.add(new Write(length, Thread.currentThread()));
            try {
                assertThat(mayWrite.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}

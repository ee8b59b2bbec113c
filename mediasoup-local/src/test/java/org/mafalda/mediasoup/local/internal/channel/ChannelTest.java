package org.mafalda.mediasoup.local.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.mediasoup.local.internal.fbs.MessageFbs;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.rope.runtime.Lane;

@Timeout(20)
class ChannelTest {
    private final BlockingQueue<String> notified = new LinkedBlockingQueue<>();

    @Test
    void notificationsOfOneReadAreDeliveredInOrderByTheReadingThread() throws IOException {
        List<Thread> threads = new ArrayList<>();
        Channel channel = channel(new Script(running("a", "b"), running("c")), id -> {
            notified.add(id);
            threads.add(Thread.currentThread());
        });
        assertThat(channel.readAll(ChannelTest::noRelief)).isTrue();
        assertThat(notified).containsExactly("a", "b", "c");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void listenerThatBlocksDoesNotStopTheReading() throws Exception {
        Script script = new Script(running("blocking", "a"), running("b"));
        Channel channel = channel(script, id -> {
            if (id.equals("blocking")) {
                script.awaitEnd();
            }
            notified.add(id);
        });
        CompletableFuture<Boolean> wentOn = new CompletableFuture<>();
        boolean first = channel.readAll(() -> wentOn.completeAsync(() -> readOn(channel)));
        assertThat(first).isFalse();
        assertThat(wentOn.get(10, TimeUnit.SECONDS)).isTrue();
        for (String id : List.of("blocking", "a", "b")) {
            assertThat(notified.poll(10, TimeUnit.SECONDS)).isEqualTo(id);
        }
    }

    private static boolean readOn(Channel channel) {
        try {
            return channel.readAll(ChannelTest::noRelief);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void noRelief() {
        throw new AssertionError("Relieved without need");
    }

    private static Channel channel(InputStream in, Consumer<String> taker) {
        return new Channel(in, OutputStream.nullOutputStream(), new Lane("test"), new Channel.Listener() {
            @Override
            public boolean wantsPackets(String handlerId) {
                return true;
            }

            @Override
            public void notified(String handlerId, Object notification) {
                taker.accept(handlerId);
            }

            @Override
            public void logged(String line) {
                throw new AssertionError(line);
            }

            @Override
            public void writeFailed(Throwable failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private static byte[] running(String... handlerIds) {
        ByteBuffer frames = ByteBuffer.allocate(1024);
        for (String handlerId : handlerIds) {
            frames.put(MessageFbs.notification(
                    new FlatBufferBuilder(), new Notification(Event.WORKER_RUNNING, handlerId, 0, builder -> 0)));
        }
        byte[] bytes = new byte[frames.flip().remaining()];
        frames.get(bytes);
        return bytes;
    }

    /** Gives these bytes, one array for each read, then ends. */
    private static final class Script extends InputStream {
        private final BlockingQueue<byte[]> reads;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Script(byte[]... reads) {
            this.reads = new LinkedBlockingQueue<>(List.of(reads));
        }

        private void awaitEnd() {
            try {
                assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            byte[] bytes = reads.poll();
            if (bytes == null) {
                ended.countDown();
                return -1;
            }
            System.arraycopy(bytes, 0, target, offset, bytes.length);
            return bytes.length;
        }
    }
}

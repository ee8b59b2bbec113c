package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.ProtocolException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Whatever bytes come, the decoders take or refuse them with the exceptions of the protocol, and the memory that they
 * need is bounded by the length of the frame. The budget is {@code -Drope.fuzz=…} frames, 30,000 without it; the seed
 * is fixed, or {@code -Drope.fuzz.seed=…}.
 */
class DecoderFuzzTest {
    private static final Codec CODEC = Transcoder.codec();
    private static final int FRAMES = Integer.getInteger("rope.fuzz", 30_000);
    private static final int FRAMES_TO_LOAD = 1_000;
    private static final long SEED = Long.getLong("rope.fuzz.seed", 20_260_101);
    private static final long BYTES_PER_BYTE = 300;
    private static final long BYTES_PER_FRAME = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<byte[]> SEEDS = List.of(
            seed("{'jsonrpc':'2.0','id':7,'method':'addLamp','params':[3,{'watts':40,'label':'é😀'}]}"),
            seed(
                    "[{'jsonrpc':'2.0','method':'m','params':{'a':[1,-2.5e3,null,true,[[{}]]]}},"
                            + "{'jsonrpc':'2.0','id':1,'result':{'name':'a','age':3,'nick':null,'height':7,'tags':['x','y']}}]"),
            seed("{'jsonrpc':'2.0','id':9,'error':{'code':-32000,'message':'Bulb burnt','data':{'name':'B','fact':'f',"
                    + "'details':{'watts':4000}}}}"),
            seed("{'jsonrpc':'2.0','id':1,'result':{'radius':1.5,'$type':'Circle'}}"),
            seed("{'jsonrpc':'2.0','id':1,'result':{'name':'a','branches':[{'name':'b','branches':[]}]}}"),
            MessageWriter.result(CODEC, 1, out -> out.writeBinary(new byte[] {1, 2, 3, 4, 5, 6, 7})));

    private static final List<WireType> TYPES = Arrays.stream(WireTypeTest.Types.class.getDeclaredMethods())
            .map(method -> Json.typeOf(WireTypeTest.Types.class, method.getName()))
            .toList();

    private static byte[] seed(String json) {
        return Transcoder.fromJson(CODEC, json.replace('\'', '"'));
    }

    @Test
    void whateverComesIsTakenOrRefusedInBoundedMemory() {
        loadAllClasses();
        Random random = new Random(SEED);
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = mutated(random);
            long bound = BYTES_PER_FRAME + TYPES.size() * BYTES_PER_BYTE * frame.length;
            if (allocated(frame) >= bound) {
                // Again, because buffers that are kept for reuse may have been collected as garbage meanwhile.
                assertThat(allocated(frame))
                        .as("bytes allocated for frame %s: %s", Arrays.toString(frame), Reading.of(frame))
                        .isLessThan(bound);
            }
        }
    }

    private static long allocated(byte[] frame) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var unused = Reading.of(frame);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** What is loaded once must not count for the frame that happens to be the first to need it. */
    private static void loadAllClasses() {
        Random random = new Random(SEED);
        for (int i = 0; i < FRAMES_TO_LOAD; i++) {
            var unused = Reading.of(mutated(random));
        }
    }

    private static byte[] mutated(Random random) {
        byte[] frame = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        switch (random.nextInt(6)) {
            case 0 -> frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
            case 1 -> frame = spliced(frame, SEEDS.get(random.nextInt(SEEDS.size())), random);
            case 2 -> {
                frame = new byte[random.nextInt(200)];
                random.nextBytes(frame);
            }
            default -> {}
        }
        for (int changes = random.nextInt(5); changes > 0 && frame.length > 0; changes--) {
            frame[random.nextInt(frame.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : SPECIAL[random.nextInt(SPECIAL.length)]);
        }
        return frame;
    }

    /** The heads of giant and endless things in CBOR, and what JSON is made of. */
    private static final int[] SPECIAL = {
        0x1B, 0x3B, 0x5A, 0x5B, 0x5F, 0x7A, 0x7B, 0x7F, 0x9A, 0x9B, 0x9F, 0xBA, 0xBB, 0xBF, 0xC2, 0xF7, 0xF9, 0xFF, '{',
        '}', '[', ']', '"', ',', ':', '\\', '9', '-', 'e', '.', 0
    };

    private static byte[] spliced(byte[] first, byte[] second, Random random) {
        int head = random.nextInt(first.length);
        int tail = random.nextInt(second.length);
        byte[] frame = Arrays.copyOf(first, head + second.length - tail);
        System.arraycopy(second, tail, frame, head, second.length - tail);
        return frame;
    }

    /** Reads all that a frame brings as every type that there is. */
    private static final class Reading implements MessageTaker {
        private final List<String> outcomes = new ArrayList<>();

        static String of(byte[] frame) {
            Reading reading = new Reading();
            try {
                FrameReader.read(CODEC, frame, 0, frame.length, reading);
            } catch (ProtocolException e) {
                assertThat(e.fact()).isEqualTo("Frame cannot be parsed");
                return "no frame";
            }
            return String.join(", ", reading.outcomes);
        }

        private void readAll(Slice slice) {
            for (WireType type : TYPES) {
                try (JsonParser in = slice.open()) {
                    outcomes.add(type.read(in, Json.NO_OBJECTS) == null ? "null" : "a value");
                } catch (DetailedException e) {
                    outcomes.add("refused");
                } catch (JacksonException e) {
                    outcomes.add("unreadable");
                }
            }
        }

        @Override
        public void request(long id, String method, Slice params) {
            readAll(params);
        }

        @Override
        public void notification(String method, Slice params, boolean lossy) {
            readAll(params);
        }

        @Override
        public void result(long id, Slice result) {
            readAll(result);
        }

        @Override
        public void error(long id, WireError error) {
            outcomes.add("error");
        }

        @Override
        public void invalid(@Nullable Long id, int code, String message) {
            outcomes.add("invalid");
        }
    }
}

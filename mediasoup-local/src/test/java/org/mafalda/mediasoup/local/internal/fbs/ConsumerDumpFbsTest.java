package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.dump.PipeConsumerDump;
import org.mafalda.mediasoup.dump.RtpStreamDump;
import org.mafalda.mediasoup.dump.RtxStreamDump;
import org.mafalda.mediasoup.dump.RtxStreamParameters;
import org.mafalda.mediasoup.dump.SimpleConsumerDump;
import org.mafalda.mediasoup.dump.SimulcastConsumerDump;
import org.mafalda.mediasoup.dump.SvcConsumerDump;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.stats.RtpStreamSendStats;
import org.mafalda.mediasoup.stats.RtpStreamStats;
import org.mafalda.mediasoup.worker.fbs.consumer.BaseConsumerDump;
import org.mafalda.mediasoup.worker.fbs.response.Body;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Type;
import org.mafalda.mediasoup.worker.fbs.rtpstream.BaseStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.BitrateByLayer;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Params;
import org.mafalda.mediasoup.worker.fbs.rtpstream.RecvStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.SendStats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Stats;
import org.mafalda.mediasoup.worker.fbs.rtpstream.StatsData;
import org.mafalda.mediasoup.worker.fbs.rtxstream.RtxDump;
import org.mafalda.mediasoup.worker.fbs.transport.ConsumeResponse;

final class ConsumerDumpFbsTest {
    private static final long SSRC = 0xFFFF_FFFFL;

    private static final RtpParameters PARAMETERS =
            RtpParameters.builder(List.of()).mid("1").build();

    @Test
    void consumerOfEveryTypeIsRead() {
        assertThat(consumer(Type.SIMPLE)).isInstanceOf(SimpleConsumerDump.class);
        assertThat(consumer(Type.SIMULCAST)).isInstanceOfSatisfying(SimulcastConsumerDump.class, dump -> {
            assertThat(dump.preferredSpatialLayer()).isEqualTo(2);
            assertThat(dump.currentSpatialLayer()).isEqualTo(-1);
            assertThat(dump.currentTemporalLayer()).isEqualTo(-1);
        });
        assertThat(consumer(Type.SVC))
                .isInstanceOfSatisfying(
                        SvcConsumerDump.class,
                        dump -> assertThat(dump.targetSpatialLayer()).isEqualTo(1));
        assertThat(consumer(Type.PIPE))
                .isInstanceOfSatisfying(
                        PipeConsumerDump.class,
                        dump -> assertThat(dump.rtpStreams()).hasSize(1));
    }

    @Test
    void everythingOfAConsumerIsRead() {
        SimpleConsumerDump dump = (SimpleConsumerDump) consumer(Type.SIMPLE);
        RtpStreamDump stream = dump.rtpStream();

        assertThat(dump.type()).isEqualTo(ConsumerType.SIMPLE);
        assertThat(dump.kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(dump.rtpParameters().mid()).isEqualTo("1");
        assertThat(dump.consumableRtpEncodings())
                .containsExactly(
                        RtpEncodingParameters.builder().ssrc(9).dtx(false).build());
        assertThat(dump.supportedCodecPayloadTypes()).containsExactly(0, 127);
        assertThat(dump.priority()).isEqualTo(255);
        assertThat(stream.score()).isEqualTo(10);
        assertThat(stream.params().ssrc()).isEqualTo(SSRC);
        assertThat(stream.params().rid()).isNull();
        assertThat(stream.params().rtxSsrc()).isEqualTo(SSRC - 1);
        assertThat(stream.params().rtxPayloadType()).isEqualTo(97);
        assertThat(stream.rtxStream())
                .isEqualTo(new RtxStreamDump(new RtxStreamParameters(SSRC - 1, 97, "video/rtx", 90000, null, "cname")));
    }

    @Test
    void scoreOfANewConsumerIsPerfectUntilItIsKnown() {
        ConsumerScore unknown = ConsumerScoreFbs.read(null);

        assertThat(unknown).isEqualTo(new ConsumerScore(10, 10, List.of()));
    }

    @Test
    void stateOfANewConsumerIsRead() {
        ConsumeReply reply = Wire.answered(
                ConsumeFbs.consume(
                        "t1", "c1", "p1", MediaKind.VIDEO, PARAMETERS, ConsumerType.SVC, List.of(), true, null, false),
                Body.Transport_ConsumeResponse,
                b -> {
                    int scores = org.mafalda.mediasoup.worker.fbs.consumer.ConsumerScore.createProducerScoresVector(
                            b, new byte[] {10});
                    int score = org.mafalda.mediasoup.worker.fbs.consumer.ConsumerScore.createConsumerScore(
                            b, 9, 10, scores);
                    return ConsumeResponse.createConsumeResponse(b, true, false, score, 0);
                });

        assertThat(reply).isEqualTo(new ConsumeReply(true, false, new ConsumerScore(9, 10, List.of(10)), null));
    }

    @Test
    void statsOfBothDirectionsAreRead() {
        List<RtpStreamStats> stats = Wire.answered(ConsumerFbs.getStats("c1"), Body.Consumer_GetStatsResponse, b -> {
            int[] streams = {sent(b), received(b)};
            return org.mafalda.mediasoup.worker.fbs.consumer.GetStatsResponse.createGetStatsResponse(
                    b, org.mafalda.mediasoup.worker.fbs.consumer.GetStatsResponse.createStatsVector(b, streams));
        });

        assertThat(stats).hasSize(2);
        assertThat(stats.get(0)).isInstanceOfSatisfying(RtpStreamSendStats.class, send -> {
            assertThat(send.ssrc()).isEqualTo(SSRC);
            assertThat(send.packetsLost()).isEqualTo(-1);
            assertThat(send.roundTripTime()).isEqualTo(12.5);
            assertThat(send.rtxSsrc()).isNull();
            assertThat(send.rid()).isNull();
            assertThat(send.rtxPacketsDiscarded()).isNull();
            assertThat(send.byteCount()).isEqualTo(5_000_000_000L);
        });
        assertThat(stats.get(1))
                .isInstanceOfSatisfying(
                        RtpStreamRecvStats.class,
                        received -> assertThat(received.bitrateByLayer()).isEqualTo(Map.of("0.0", 100L, "0.1", 200L)));
    }

    private static ConsumerDump consumer(int type) {
        return Wire.answered(ConsumerFbs.dump("c1"), Body.Consumer_DumpResponse, b -> {
            int encoding = RtpEncodingParametersFbs.write(
                    b, RtpEncodingParameters.builder().ssrc(9).build());
            int base = BaseConsumerDump.createBaseConsumerDump(
                    b,
                    b.createString("c1"),
                    type,
                    b.createString("p1"),
                    org.mafalda.mediasoup.worker.fbs.rtpparameters.MediaKind.VIDEO,
                    RtpParametersFbs.write(b, PARAMETERS),
                    BaseConsumerDump.createConsumableRtpEncodingsVector(b, new int[] {encoding}),
                    BaseConsumerDump.createSupportedCodecPayloadTypesVector(b, new byte[] {0, 127}),
                    BaseConsumerDump.createTraceEventTypesVector(b, new byte[] {}),
                    true,
                    false,
                    255);
            int streams = org.mafalda.mediasoup.worker.fbs.consumer.ConsumerDump.createRtpStreamsVector(
                    b, new int[] {stream(b)});
            int dump = org.mafalda.mediasoup.worker.fbs.consumer.ConsumerDump.createConsumerDump(
                    b, base, streams, (short) 2, (short) 1, (short) -1, (short) 2, (short) 1, (short) -1);
            return org.mafalda.mediasoup.worker.fbs.consumer.DumpResponse.createDumpResponse(b, dump);
        });
    }

    private static int stream(FlatBufferBuilder b) {
        int rtx = org.mafalda.mediasoup.worker.fbs.rtxstream.Params.createParams(
                b, SSRC - 1, 97, b.createString("video/rtx"), 90000, b.createString(""), b.createString("cname"));
        int params = Params.createParams(
                b,
                1,
                SSRC,
                96,
                b.createString("video/VP8"),
                90000,
                b.createString(""),
                b.createString("cname"),
                SSRC - 1,
                97,
                true,
                true,
                false,
                false,
                false,
                1,
                3);
        return org.mafalda.mediasoup.worker.fbs.rtpstream.Dump.createDump(b, params, 10, RtxDump.createRtxDump(b, rtx));
    }

    private static int sent(FlatBufferBuilder b) {
        int stats = SendStats.createSendStats(b, baseStats(b), 7, 5_000_000_000L, 9);
        return Stats.createStats(b, StatsData.SendStats, stats);
    }

    private static int received(FlatBufferBuilder b) {
        int[] layers = {
            BitrateByLayer.createBitrateByLayer(b, b.createString("0.0"), 100),
            BitrateByLayer.createBitrateByLayer(b, b.createString("0.1"), 200)
        };
        int stats =
                RecvStats.createRecvStats(b, baseStats(b), 1, 2, 3, RecvStats.createBitrateByLayerVector(b, layers));
        return Stats.createStats(b, StatsData.RecvStats, stats);
    }

    private static int baseStats(FlatBufferBuilder b) {
        int mimeType = b.createString("video/VP8");
        BaseStats.startBaseStats(b);
        BaseStats.addTimestamp(b, 1);
        BaseStats.addSsrc(b, SSRC);
        BaseStats.addKind(b, org.mafalda.mediasoup.worker.fbs.rtpparameters.MediaKind.VIDEO);
        BaseStats.addMimeType(b, mimeType);
        BaseStats.addPacketsLost(b, -1);
        BaseStats.addRoundTripTime(b, 12.5f);
        return Stats.createStats(b, StatsData.BaseStats, BaseStats.endBaseStats(b));
    }
}

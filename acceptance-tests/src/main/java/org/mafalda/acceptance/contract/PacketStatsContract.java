package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Rtcp;
import org.mafalda.acceptance.media.RtpPacket;
import org.mafalda.acceptance.media.RtpStream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.acceptance.media.Vpx;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.dump.PlainTransportDump;
import org.mafalda.mediasoup.dump.RtpStreamDump;
import org.mafalda.mediasoup.dump.RtpStreamParametersDump;
import org.mafalda.mediasoup.dump.SimpleConsumerDump;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.stats.BaseRtpStreamStats;
import org.mafalda.mediasoup.stats.PlainTransportStat;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.stats.RtpStreamSendStats;
import org.mafalda.mediasoup.stats.RtpStreamStats;

/** What stats and dumps say after packets have passed. */
public abstract class PacketStatsContract extends AcceptanceTest {
    private static final int PAYLOAD_TYPE = 96;
    private static final int FRAME = 500;
    private static final int PACKETS = 5;
    private static final long SSRC = 55555551;
    private static final long RTX_SSRC = 55555552;
    private static final int MID_EXTENSION = 3;

    private PacketPath path;
    private Producer producer;
    private Consumer consumer;
    private RtpStream stream;

    /** For the compositions. */
    protected PacketStatsContract() {}

    @BeforeEach
    void openPath() {
        path = new PacketPath(newRouter(newWorker()));
        producer = await(path.in()
                .produce(Sources.video(RtpParameters.builder(List.of(
                                RtpCodecParameters.builder("video/VP8", PAYLOAD_TYPE, 90000)
                                        .rtcpFeedback(List.of(RtcpFeedback.of("nack"), RtcpFeedback.of("nack", "pli")))
                                        .build(),
                                Sources.rtxCodec(PAYLOAD_TYPE + 1, PAYLOAD_TYPE)))
                        .mid("V")
                        .headerExtensions(
                                List.of(RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, MID_EXTENSION)))
                        .encodings(List.of(Sources.ssrc(SSRC)
                                .rtx(new RtpEncodingParameters.Rtx(RTX_SSRC))
                                .build()))
                        .rtcp(new RtcpParameters("stats", null))
                        .build())));
        consumer = path.consume(producer, Devices.VP8_VP9);
        stream = path.sender().stream(PAYLOAD_TYPE, SSRC);
    }

    @AfterEach
    void closePath() {
        path.close();
    }

    /** Sends a key frame and what follows it, and waits until all has passed. */
    private RtpPacket pass() {
        for (int i = 0; i < PACKETS; i++) {
            stream.send(Vpx.vp8(FRAME, i == 0, i, 0), true);
            stream.advance(3000);
        }
        RtpPacket packet = path.receiver().nextRtp();
        for (int i = 1; i < PACKETS; i++) {
            packet = path.receiver().nextRtp();
        }
        return packet;
    }

    private long consumerSsrc() {
        return Objects.requireNonNull(
                consumer.rtpParameters().encodings().get(0).ssrc());
    }

    @Test
    void producerCountsWhatArrives() {
        pass();

        RtpStreamRecvStats stat = await(producer.getStats()).get(0);
        assertThat(stat.type()).isEqualTo("inbound-rtp");
        assertThat(stat.packetCount()).isEqualTo(PACKETS);
        assertThat(stat.byteCount()).isGreaterThan(PACKETS * FRAME);
        assertThat(stat.bitrate()).isPositive();
        BaseRtpStreamStats base = stat.base();
        assertThat(base.timestamp()).isPositive();
        assertThat(base.ssrc()).isEqualTo(SSRC);
        assertThat(base.rtxSsrc()).isNull();
        assertThat(base.rid()).isNull();
        assertThat(base.kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(base.mimeType()).isEqualTo("video/VP8");
        assertThat(base.packetsLost()).isZero();
        assertThat(base.fractionLost()).isZero();
        assertThat(base.packetsDiscarded()).isZero();
        assertThat(base.nackCount()).isZero();
        assertThat(base.score()).isEqualTo(10);
    }

    @Test
    void producerCountsWhatItMissesAndAsksFor() {
        pass();
        stream.lose(2);
        stream.send(Vpx.vp8(FRAME, false, PACKETS, 0), true);
        path.sender().nextRtcp(Rtcp.TRANSPORT_FEEDBACK);
        await(consumer.requestKeyFrame());
        path.sender().nextRtcp(Rtcp.PAYLOAD_FEEDBACK);

        BaseRtpStreamStats base = await(producer.getStats()).get(0).base();

        assertThat(base.nackCount()).isPositive();
        assertThat(base.nackPacketCount()).isGreaterThanOrEqualTo(2);
        assertThat(base.pliCount()).isEqualTo(1);
        assertThat(base.firCount()).isZero();
    }

    @Test
    void consumerCountsWhatItSendsAndIsAskedFor() {
        RtpPacket last = pass();
        path.receiver().send(Rtcp.nack(last.ssrc(), last.sequenceNumber()));
        path.receiver().nextRtp(packet -> packet.sequenceNumber() == last.sequenceNumber());
        path.receiver().send(Rtcp.pli(last.ssrc()));
        path.sender().nextRtcp(Rtcp.PAYLOAD_FEEDBACK);

        List<RtpStreamStats> stats = await(consumer.getStats());

        RtpStreamSendStats sent = (RtpStreamSendStats) stats.get(0);
        assertThat(sent.type()).isEqualTo("outbound-rtp");
        assertThat(sent.packetCount()).isEqualTo(PACKETS);
        assertThat(sent.byteCount()).isGreaterThan(PACKETS * FRAME);
        assertThat(sent.bitrate()).isPositive();
        assertThat(sent.base().ssrc()).isEqualTo(consumerSsrc());
        assertThat(sent.base().kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(sent.base().nackCount()).isEqualTo(1);
        assertThat(sent.base().nackPacketCount()).isEqualTo(1);
        assertThat(sent.base().packetsRetransmitted()).isEqualTo(1);
        assertThat(sent.base().pliCount()).isEqualTo(1);
        RtpStreamRecvStats received = (RtpStreamRecvStats) stats.get(1);
        assertThat(received.base().ssrc()).isEqualTo(SSRC);
        assertThat(received.packetCount()).isEqualTo(PACKETS);
    }

    @Test
    void transportsCountBytes() {
        pass();

        PlainTransportStat in = await(path.in().getStats()).get(0);
        PlainTransportStat out = await(path.out().getStats()).get(0);
        assertThat(in.base().rtpBytesReceived()).isGreaterThan(PACKETS * FRAME);
        assertThat(in.base().bytesReceived()).isGreaterThan(PACKETS * FRAME);
        assertThat(in.base().rtpRecvBitrate()).isPositive();
        assertThat(in.base().rtpBytesSent()).isZero();
        assertThat(in.base().rtxBytesReceived()).isZero();
        assertThat(in.tuple().remotePort()).isEqualTo(path.sender().localPort());
        assertThat(out.base().rtpBytesSent()).isGreaterThan(PACKETS * FRAME);
        assertThat(out.base().bytesSent()).isGreaterThan(PACKETS * FRAME);
        assertThat(out.base().rtpSendBitrate()).isPositive();
        assertThat(out.base().rtpBytesReceived()).isZero();
        assertThat(out.base().probationBytesSent()).isZero();
        assertThat(out.base().timestamp()).isPositive();
        assertThat(out.base().transportId()).isEqualTo(path.out().id());
    }

    @Test
    void dumpsShowTheStreams() {
        pass();

        assertThat(await(producer.dump()).rtpStreams()).singleElement().satisfies(seen -> {
            assertThat(seen.score()).isEqualTo(10);
            assertThat(seen.rtxStream()).isNull();
            assertThat(seen.params())
                    .isEqualTo(new RtpStreamParametersDump(
                            0,
                            SSRC,
                            PAYLOAD_TYPE,
                            "video/VP8",
                            90000,
                            null,
                            "stats",
                            null,
                            null,
                            true,
                            true,
                            false,
                            false,
                            false,
                            1,
                            1));
        });
        RtpStreamDump sent = ((SimpleConsumerDump) await(consumer.dump())).rtpStream();
        assertThat(sent.params().ssrc()).isEqualTo(consumerSsrc());
        assertThat(sent.params().payloadType())
                .isEqualTo(consumer.rtpParameters().codecs().get(0).payloadType());
        assertThat(sent.params().cname()).isEqualTo("stats");
        assertThat(sent.params().useNack()).isTrue();
        assertThat(sent.params().useInBandFec()).isFalse();
        assertThat(sent.params().useDtx()).isFalse();
    }

    @Test
    void dumpsShowHowPacketsFindTheirWay() {
        pass();

        PlainTransportDump in = await(path.in().dump());
        PlainTransportDump out = await(path.out().dump());
        assertThat(in.base().rtpListener().ssrcTable()).isEqualTo(Map.of(SSRC, producer.id(), RTX_SSRC, producer.id()));
        assertThat(in.base().rtpListener().midTable()).isEqualTo(Map.of("V", producer.id()));
        assertThat(in.base().rtpListener().ridTable()).isEmpty();
        assertThat(in.base().recvRtpHeaderExtensions().mid()).isEqualTo(MID_EXTENSION);
        assertThat(in.base().recvRtpHeaderExtensions().rid()).isNull();
        assertThat(in.base().recvRtpHeaderExtensions().rrid()).isNull();
        assertThat(in.base().recvRtpHeaderExtensions().absSendTime()).isNull();
        assertThat(in.base().recvRtpHeaderExtensions().transportWideCc01()).isNull();
        assertThat(out.base().mapSsrcConsumerId()).isEqualTo(Map.of(consumerSsrc(), consumer.id()));
        assertThat(out.base().mapRtxSsrcConsumerId()).isEmpty();
    }
}

package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.transport.SctpStreamParameters;
import org.mafalda.mediasoup.worker.fbs.dataproducer.SendNotification;
import org.mafalda.mediasoup.worker.fbs.transport.ConsumeDataRequest;
import org.mafalda.mediasoup.worker.fbs.transport.ProduceDataRequest;

final class DataFbsTest {
    @Test
    void dataMessageIsWrittenWithItsSubchannels() {
        DataMessage message =
                DataMessage.text("hi").toSubchannels(List.of(0, 65535)).requiring(0);

        SendNotification body = (SendNotification)
                Wire.sent(DataProducerFbs.send("d1", message)).body(new SendNotification());
        SendNotification plain = (SendNotification)
                Wire.sent(DataProducerFbs.send("d1", DataMessage.text(""))).body(new SendNotification());

        assertThat(body.ppid()).isEqualTo(DataMessage.PPID_TEXT);
        assertThat(body.dataLength()).isEqualTo(2);
        assertThat(body.subchannelsLength()).isEqualTo(2);
        assertThat(body.subchannels(1)).isEqualTo(65535);
        assertThat(body.hasRequiredSubchannel()).isTrue();
        assertThat(body.hasIgnoredSubchannel()).isFalse();
        assertThat(plain.ppid()).isEqualTo(DataMessage.PPID_TEXT_EMPTY);
        assertThat(plain.dataLength()).isEqualTo(1);
        assertThat(plain.subchannelsLength()).isZero();
    }

    @Test
    void sctpStreamsAreWrittenWithWhatIsGiven() {
        ProduceDataRequest unordered = Wire.body(
                DataProducerFbs.produceData(
                        "t1",
                        "d1",
                        DataProducerType.SCTP,
                        new SctpStreamParameters(0, false, null, 0),
                        "label",
                        "",
                        true),
                new ProduceDataRequest());
        ConsumeDataRequest direct = Wire.body(
                DataConsumerFbs.consumeData("t1", "e1", "d1", DataConsumerType.DIRECT, null, "", "", false, List.of(7)),
                new ConsumeDataRequest());

        assertThat(SctpParametersFbs.readStream(unordered.sctpStreamParameters()))
                .isEqualTo(new SctpStreamParameters(0, false, null, 0));
        assertThat(unordered.label()).isEqualTo("label");
        assertThat(unordered.paused()).isTrue();
        assertThat(direct.sctpStreamParameters()).isNull();
        assertThat(direct.subchannels(0)).isEqualTo(7);
    }
}

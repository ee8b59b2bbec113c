package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.rtp.MediaKind;

/** The enums that producers and consumers share. */
final class RtpTypeFbs {
    static final EnumFbs<MediaKind> KIND = EnumFbs.of(MediaKind.AUDIO, MediaKind.VIDEO);

    static final EnumFbs<ProducerType> PRODUCER_TYPE =
            EnumFbs.of(ProducerType.SIMPLE, ProducerType.SIMULCAST, ProducerType.SVC);

    static final EnumFbs<ConsumerType> CONSUMER_TYPE =
            EnumFbs.of(ConsumerType.SIMPLE, ConsumerType.SIMULCAST, ConsumerType.SVC, ConsumerType.PIPE);

    private RtpTypeFbs() {}
}

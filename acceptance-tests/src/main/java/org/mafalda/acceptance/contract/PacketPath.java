package org.mafalda.acceptance.contract;

import static org.mafalda.acceptance.Futures.await;

import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RtpSocket;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.rtp.RtpCapabilities;

/** A way for packets into a router and out of it: a plain transport with a socket at each end. */
final class PacketPath implements AutoCloseable {
    private final PlainTransport in;
    private final PlainTransport out;
    private final RtpSocket sender;
    private final RtpSocket receiver;

    PacketPath(Router router) {
        in = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).comedia(true).build()));
        out = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).build()));
        sender = new RtpSocket(in.tuple().localPort());
        receiver = new RtpSocket(out.tuple().localPort());
        await(out.connect(PlainTransportConnectOptions.builder()
                .ip(Listen.IP)
                .port(receiver.localPort())
                .build()));
    }

    /** Where producers are. */
    PlainTransport in() {
        return in;
    }

    /** Where consumers are. */
    PlainTransport out() {
        return out;
    }

    /** The socket of the endpoint that produces. */
    RtpSocket sender() {
        return sender;
    }

    /** The socket of the endpoint that consumes. */
    RtpSocket receiver() {
        return receiver;
    }

    Consumer consume(Producer producer, RtpCapabilities device) {
        return await(out.consume(ConsumerOptions.builder(producer.id(), device).build()));
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}

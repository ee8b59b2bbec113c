package org.mafalda.acceptance;

import org.junit.jupiter.api.Nested;
import org.mafalda.acceptance.contract.ActiveSpeakerObserverContract;
import org.mafalda.acceptance.contract.AudioLevelObserverContract;
import org.mafalda.acceptance.contract.BadInputContract;
import org.mafalda.acceptance.contract.BadValuesContract;
import org.mafalda.acceptance.contract.BandwidthContract;
import org.mafalda.acceptance.contract.BrowserConnectionContract;
import org.mafalda.acceptance.contract.CloseContract;
import org.mafalda.acceptance.contract.ClosedObjectsContract;
import org.mafalda.acceptance.contract.ClosingWhileCreatingContract;
import org.mafalda.acceptance.contract.ConsumerCloseContract;
import org.mafalda.acceptance.contract.ConsumerContract;
import org.mafalda.acceptance.contract.ConsumerControlContract;
import org.mafalda.acceptance.contract.ConsumerDumpContract;
import org.mafalda.acceptance.contract.DataChannelContract;
import org.mafalda.acceptance.contract.DataConsumerContract;
import org.mafalda.acceptance.contract.DataConsumerControlContract;
import org.mafalda.acceptance.contract.DataProducerContract;
import org.mafalda.acceptance.contract.DataRefusalsContract;
import org.mafalda.acceptance.contract.DeathContract;
import org.mafalda.acceptance.contract.DirectDataContract;
import org.mafalda.acceptance.contract.DirectRtpContract;
import org.mafalda.acceptance.contract.DirectTransportContract;
import org.mafalda.acceptance.contract.DyingWorkerContract;
import org.mafalda.acceptance.contract.IceContract;
import org.mafalda.acceptance.contract.LaneContract;
import org.mafalda.acceptance.contract.LayersContract;
import org.mafalda.acceptance.contract.ListenContract;
import org.mafalda.acceptance.contract.ManyObjectsContract;
import org.mafalda.acceptance.contract.MediaRefusalsContract;
import org.mafalda.acceptance.contract.MediasoupContract;
import org.mafalda.acceptance.contract.MultiopusContract;
import org.mafalda.acceptance.contract.NullArgumentsContract;
import org.mafalda.acceptance.contract.PacketStatsContract;
import org.mafalda.acceptance.contract.PipeDataContract;
import org.mafalda.acceptance.contract.PipeMediaContract;
import org.mafalda.acceptance.contract.PipeToRouterContract;
import org.mafalda.acceptance.contract.PipeTransportContract;
import org.mafalda.acceptance.contract.PipedMediaContract;
import org.mafalda.acceptance.contract.PipingContract;
import org.mafalda.acceptance.contract.PipingDisturbedContract;
import org.mafalda.acceptance.contract.PlainConnectionContract;
import org.mafalda.acceptance.contract.PlainTransportContract;
import org.mafalda.acceptance.contract.ProducerContract;
import org.mafalda.acceptance.contract.ProducerControlContract;
import org.mafalda.acceptance.contract.RouterContract;
import org.mafalda.acceptance.contract.RtpNegotiationContract;
import org.mafalda.acceptance.contract.RtpObserverContract;
import org.mafalda.acceptance.contract.RtpObserverMediaContract;
import org.mafalda.acceptance.contract.SctpContract;
import org.mafalda.acceptance.contract.SharedContract;
import org.mafalda.acceptance.contract.SimulcastContract;
import org.mafalda.acceptance.contract.SpeakerContract;
import org.mafalda.acceptance.contract.SrtpMediaContract;
import org.mafalda.acceptance.contract.SrtpSuitesContract;
import org.mafalda.acceptance.contract.TraceContract;
import org.mafalda.acceptance.contract.TransportRefusalsContract;
import org.mafalda.acceptance.contract.WebRtcConnectionContract;
import org.mafalda.acceptance.contract.WebRtcControlContract;
import org.mafalda.acceptance.contract.WebRtcServerContract;
import org.mafalda.acceptance.contract.WebRtcServerTransportContract;
import org.mafalda.acceptance.contract.WebRtcTransportContract;
import org.mafalda.acceptance.contract.WorkerContract;
import org.mafalda.acceptance.contract.WorkerLogContract;
import org.mafalda.acceptance.contract.WorkerRefusalsContract;

/**
 * Nests every contract, for a composition to extend:
 *
 * <pre>{@code
 * final class LocalIT extends AllContracts {
 *     public Backend backend() {
 *         return new LocalBackend();
 *     }
 * }
 * }</pre>
 */
public abstract class AllContracts implements Composition {
    @Nested
    final class OfMediasoup extends MediasoupContract {}

    @Nested
    final class OfWorker extends WorkerContract {}

    @Nested
    final class OfWorkerLog extends WorkerLogContract {}

    @Nested
    final class OfWebRtcServer extends WebRtcServerContract {}

    @Nested
    final class OfWebRtcServerTransport extends WebRtcServerTransportContract {}

    @Nested
    final class OfRouter extends RouterContract {}

    @Nested
    final class OfRtpNegotiation extends RtpNegotiationContract {}

    @Nested
    final class OfMultiopus extends MultiopusContract {}

    @Nested
    final class OfWebRtcTransport extends WebRtcTransportContract {}

    @Nested
    final class OfWebRtcControl extends WebRtcControlContract {}

    @Nested
    final class OfWebRtcConnection extends WebRtcConnectionContract {}

    @Nested
    final class OfIce extends IceContract {}

    @Nested
    final class OfListen extends ListenContract {}

    @Nested
    final class OfPlainTransport extends PlainTransportContract {}

    @Nested
    final class OfPlainConnection extends PlainConnectionContract {}

    @Nested
    final class OfSrtpSuites extends SrtpSuitesContract {}

    @Nested
    final class OfPipeTransport extends PipeTransportContract {}

    @Nested
    final class OfPipeMedia extends PipeMediaContract {}

    @Nested
    final class OfPipeToRouter extends PipeToRouterContract {}

    @Nested
    final class OfPipeData extends PipeDataContract {}

    @Nested
    final class OfPiping extends PipingContract {}

    @Nested
    final class OfPipingDisturbed extends PipingDisturbedContract {}

    @Nested
    final class OfPipedMedia extends PipedMediaContract {}

    @Nested
    final class OfProducer extends ProducerContract {}

    @Nested
    final class OfProducerControl extends ProducerControlContract {}

    @Nested
    final class OfConsumer extends ConsumerContract {}

    @Nested
    final class OfConsumerDump extends ConsumerDumpContract {}

    @Nested
    final class OfConsumerControl extends ConsumerControlContract {}

    @Nested
    final class OfConsumerClose extends ConsumerCloseContract {}

    @Nested
    final class OfTrace extends TraceContract {}

    @Nested
    final class OfBandwidth extends BandwidthContract {}

    @Nested
    final class OfPacketStats extends PacketStatsContract {}

    @Nested
    final class OfActiveSpeakerObserver extends ActiveSpeakerObserverContract {}

    @Nested
    final class OfRtpObserver extends RtpObserverContract {}

    @Nested
    final class OfRtpObserverMedia extends RtpObserverMediaContract {}

    @Nested
    final class OfAudioLevelObserver extends AudioLevelObserverContract {}

    @Nested
    final class OfDataProducer extends DataProducerContract {}

    @Nested
    final class OfDataConsumer extends DataConsumerContract {}

    @Nested
    final class OfDataConsumerControl extends DataConsumerControlContract {}

    @Nested
    final class OfDirectTransport extends DirectTransportContract {}

    @Nested
    final class OfDirectData extends DirectDataContract {}

    @Nested
    final class OfDirectRtp extends DirectRtpContract {}

    @Nested
    final class OfSctp extends SctpContract {}

    @Nested
    final class OfClose extends CloseContract {}

    @Nested
    final class OfDeath extends DeathContract {}

    @Nested
    final class OfLane extends LaneContract {}

    @Nested
    final class OfBadInput extends BadInputContract {}

    @Nested
    final class OfBrowserConnection extends BrowserConnectionContract {}

    @Nested
    final class OfDataChannel extends DataChannelContract {}

    @Nested
    final class OfSimulcast extends SimulcastContract {}

    @Nested
    final class OfLayers extends LayersContract {}

    @Nested
    final class OfSpeaker extends SpeakerContract {}

    @Nested
    final class OfSrtpMedia extends SrtpMediaContract {}

    @Nested
    final class OfClosedObjects extends ClosedObjectsContract {}

    @Nested
    final class OfClosingWhileCreating extends ClosingWhileCreatingContract {}

    @Nested
    final class OfDyingWorker extends DyingWorkerContract {}

    @Nested
    final class OfNullArguments extends NullArgumentsContract {}

    @Nested
    final class OfShared extends SharedContract {}

    @Nested
    final class OfWorkerRefusals extends WorkerRefusalsContract {}

    @Nested
    final class OfTransportRefusals extends TransportRefusalsContract {}

    @Nested
    final class OfMediaRefusals extends MediaRefusalsContract {}

    @Nested
    final class OfBadValues extends BadValuesContract {}

    @Nested
    final class OfDataRefusals extends DataRefusalsContract {}

    @Nested
    final class OfManyObjects extends ManyObjectsContract {}
}

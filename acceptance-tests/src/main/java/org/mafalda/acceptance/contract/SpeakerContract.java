package org.mafalda.acceptance.contract;

import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.ChromiumExtension;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.AudioLevelVolume;
import org.mafalda.mediasoup.event.DominantSpeakerEvent;
import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.event.VolumesEvent;

/** A browser sends tones of different loudness, and the observers tell them apart. */
@ExtendWith(ChromiumExtension.class)
public abstract class SpeakerContract extends AcceptanceTest {
    /** What the amplitude of a sine wave has to be divided by for its root mean square. */
    private static final double SINE = Math.sqrt(2);
    /** A sine wave of this amplitude is 5 dB below the loudest sound. */
    private static final double LOUD = 0.8;
    /** 20 dB below {@link #LOUD}. */
    private static final double MIDDLE = LOUD / 10;
    /** 40 dB below {@link #LOUD}. */
    private static final double FAINT = LOUD / 100;

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private Router router;
    private BrowserEndpoint browser;
    private WebRtcTransport sending;

    /** For the compositions. */
    protected SpeakerContract() {}

    @BeforeEach
    void openBrowser(Chromium chromium) {
        router = newRouter(newWorker());
        browser = closeAfterTest(BrowserEndpoint.open(chromium, router));
        sending = browser.sendOver(newWebRtcTransport(router));
    }

    private Producer tone(RtpObserver observer, int frequency, double gain) {
        Producer producer = browser.sendTone(sending, frequency, gain);
        await(observer.addProducer(producer.id()));
        return producer;
    }

    private AudioLevelObserver newAudioLevelObserver(int maxEntries) {
        return await(router.createAudioLevelObserver(AudioLevelObserverOptions.builder()
                .maxEntries(maxEntries)
                .threshold(-60)
                .interval(INTERVAL)
                .build()));
    }

    /** Whether the loudness of those producers is reported as it is, give or take 3 dB, and that of no others. */
    private static boolean tells(VolumesEvent event, List<Producer> loudestFirst, List<Integer> levels) {
        List<AudioLevelVolume> volumes = event.volumes();
        return volumes.stream().map(AudioLevelVolume::producer).toList().equals(loudestFirst)
                && IntStream.range(0, levels.size())
                        .allMatch(i -> Math.abs(volumes.get(i).volume() - levels.get(i)) <= 3);
    }

    @Test
    void volumesTellHowLoudEachIs() {
        AudioLevelObserver all = newAudioLevelObserver(3);
        AudioLevelObserver loudest = newAudioLevelObserver(1);
        EventProbe<VolumesEvent> volumes = probe(all::onVolumes);
        EventProbe<VolumesEvent> volume = probe(loudest::onVolumes);
        Producer first = tone(all, 300, LOUD);
        Producer second = tone(all, 500, MIDDLE);
        Producer third = tone(all, 700, FAINT);
        for (Producer tone : List.of(third, second, first)) {
            await(loudest.addProducer(tone.id()));
        }

        volumes.next(event -> tells(event, List.of(first, second, third), List.of(-5, -25, -45)));
        volume.next(event -> tells(event, List.of(first), List.of(-5)));

        browser.setGain(first, FAINT);
        browser.setGain(third, LOUD);

        volumes.next(event -> tells(event, List.of(third, second, first), List.of(-5, -25, -45)));
        volume.next(event -> tells(event, List.of(third), List.of(-5)));
    }

    @Test
    void silenceIsToldOnceUntilSomebodyIsAudible() {
        AudioLevelObserver observer = newAudioLevelObserver(3);
        EventProbe<VolumesEvent> volumes = probe(observer::onVolumes);
        EventProbe<SilenceEvent> silences = probe(observer::onSilence);
        Producer tone = tone(observer, 300, LOUD);
        volumes.next(event -> tells(event, List.of(tone), List.of(-5)));

        browser.setGain(tone, 0);
        silences.next();
        browser.setGain(tone, MIDDLE);

        volumes.next(event -> tells(event, List.of(tone), List.of(-25)));
        silences.expectNoneAfter(router::dump);
    }

    @Test
    void theLoudestSpeakerDominates() {
        ActiveSpeakerObserver observer = await(router.createActiveSpeakerObserver(
                ActiveSpeakerObserverOptions.builder().interval(INTERVAL).build()));
        EventProbe<DominantSpeakerEvent> speakers = probe(observer::onDominantSpeaker);
        Producer first = tone(observer, 300, LOUD);
        Producer second = tone(observer, 500, FAINT);
        speakers.next(event -> event.producer() == first);

        browser.setGain(first, FAINT);
        browser.setGain(second, LOUD);
        speakers.next(event -> event.producer() == second);

        browser.setGain(second, FAINT);
        browser.setGain(first, LOUD);
        speakers.next(event -> event.producer() == first);
    }

    @Test
    void toneIsHeardAsLoudAsItIsSent() {
        Producer tone = browser.sendTone(sending, 300, LOUD);
        Consumer consumer = browser.receive(browser.receiveOver(newWebRtcTransport(router)), tone);

        browser.awaitLoudness(consumer, 0.9 * LOUD / SINE, 1.1 * LOUD / SINE);
        browser.setGain(tone, MIDDLE);
        browser.awaitLoudness(consumer, 0.9 * MIDDLE / SINE, 1.1 * MIDDLE / SINE);
    }
}
